-- The invoices and credit notes of people that the books keep, of each by country of the company.
-- Reads   invoice, legal_entity
-- Writes  nothing
-- Again   safe: a question
SELECT invoice.payer_id AS customer_id, legal_entity.country, count(*) AS pieces, max(invoice.issued_on) AS latest_on
FROM invoice
JOIN legal_entity ON legal_entity.id = invoice.entity_id
WHERE invoice.payer_id = ANY(%(people)s::bigint[])
GROUP BY invoice.payer_id, legal_entity.country
