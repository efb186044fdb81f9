-- The invoices and credit notes of people that the books keep, and the parts of their agents' invoices, of each by country of the company.
-- Reads   invoice, invoice_part, legal_entity
-- Writes  nothing
-- Again   safe: a question
WITH kept AS (
    SELECT invoice.payer_id AS customer_id, invoice.entity_id, invoice.issued_on
    FROM invoice
    WHERE invoice.payer_id = ANY(%(people)s::bigint[])
    UNION ALL
    SELECT invoice_part.reader_id, invoice.entity_id, invoice.issued_on
    FROM invoice_part
    JOIN invoice ON invoice.id = invoice_part.invoice_id
    WHERE invoice_part.reader_id = ANY(%(people)s::bigint[])
)
SELECT kept.customer_id, legal_entity.country, count(*) AS pieces, max(kept.issued_on) AS latest_on
FROM kept
JOIN legal_entity ON legal_entity.id = kept.entity_id
GROUP BY kept.customer_id, legal_entity.country
