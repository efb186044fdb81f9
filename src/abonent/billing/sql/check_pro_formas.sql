-- Pro formas that are not their lines, or that left a trace in the ledger.
-- Reads   pro_forma, pro_forma_line, journal_entry, receivable
-- Writes  nothing
-- Again   safe: a question
WITH summed AS (
    SELECT pro_forma_line.pro_forma_id, sum(pro_forma_line.net) AS net, sum(pro_forma_line.vat) AS vat
    FROM pro_forma_line
    GROUP BY pro_forma_line.pro_forma_id
), traces AS (
    SELECT journal_entry.source_id AS pro_forma_id
    FROM journal_entry
    WHERE journal_entry.kind = 'pro_forma'
    UNION
    SELECT claimed.id
    FROM receivable
    JOIN pro_forma AS claimed ON claimed.document_number = receivable.document_number AND claimed.entity_id = receivable.entity_id
    WHERE receivable.source_kind = 'pro_forma'
)
SELECT
    pro_forma.id AS pro_forma_id, pro_forma.document_number, pro_forma.total, coalesce(summed.net + summed.vat, 0) AS of_lines,
    (traces.pro_forma_id IS NOT NULL)::int AS traces
FROM pro_forma
LEFT JOIN summed ON summed.pro_forma_id = pro_forma.id
LEFT JOIN traces ON traces.pro_forma_id = pro_forma.id
WHERE (pro_forma.net, pro_forma.vat) IS DISTINCT FROM (summed.net, summed.vat)
   OR traces.pro_forma_id IS NOT NULL
ORDER BY pro_forma.id
LIMIT 100
