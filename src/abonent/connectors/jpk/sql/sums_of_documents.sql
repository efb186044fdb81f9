-- What documents come to, by rate and by where KSeF has them; a document of two rates is counted at the first of its rows.
-- Takes   handed_over (invoice_id bigint, marker text, rate numeric, is_exempt boolean, net numeric, vat numeric)
-- Writes  nothing
-- Again   safe: a question
WITH numbered AS (
    SELECT handed_over.marker, handed_over.rate, handed_over.is_exempt, handed_over.net, handed_over.vat,
           (row_number() OVER (PARTITION BY handed_over.invoice_id ORDER BY handed_over.rate DESC, handed_over.is_exempt) = 1)::int AS is_first
    FROM handed_over
)
SELECT numbered.marker, numbered.rate, numbered.is_exempt, sum(numbered.is_first) AS documents, sum(numbered.net) AS net, sum(numbered.vat) AS vat
FROM numbered
GROUP BY numbered.marker, numbered.rate, numbered.is_exempt
ORDER BY numbered.rate DESC, numbered.is_exempt, numbered.marker
