-- The documents of a company of some days, rate by rate, with where KSeF has each: its number there, or that it is on its way and has none
-- yet (OFF), or that it was made outside KSeF (BFK).
-- Reads   invoice, invoice_line, outbox_document
-- Writes  nothing
-- Again   safe: a question
SELECT invoice.id AS invoice_id, invoice.issued_on, invoice.document_number, invoice.buyer ->> 'name' AS buyer,
       coalesce(invoice.buyer ->> 'vat_number', '') AS vat_number,
       CASE WHEN reported.invoice_id IS NULL THEN 'BFK' WHEN reported.number = '' THEN 'OFF' ELSE 'NrKSeF' END AS marker,
       coalesce(reported.number, '') AS ksef_number,
       of_rate.rate, of_rate.is_exempt, of_rate.net, of_rate.vat
FROM invoice
JOIN LATERAL (
    SELECT invoice_line.rate, invoice_line.tax_category = 'exempt' AS is_exempt, sum(invoice_line.net) AS net, sum(invoice_line.vat) AS vat
    FROM invoice_line
    WHERE invoice_line.invoice_id = invoice.id
    GROUP BY invoice_line.rate, invoice_line.tax_category = 'exempt'
) AS of_rate ON true
LEFT JOIN LATERAL (
    SELECT outbox_document.invoice_id,
           coalesce(substring(outbox_document.receipt FROM '^[0-9]{10}-[0-9]{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}$'), '') AS number
    FROM outbox_document
    WHERE outbox_document.invoice_id = invoice.id AND outbox_document.format = 'ksef'
) AS reported ON true
WHERE invoice.entity_id = %(entity)s::bigint
  AND invoice.issued_on BETWEEN %(first)s::date AND %(latest)s::date
ORDER BY invoice.issued_on, invoice.id, of_rate.rate DESC, of_rate.is_exempt
