-- The invoices and credit notes of people that the books keep, by country of the company.
-- Reads   invoice, legal_entity
-- Writes  nothing
-- Again   safe: a question
SELECT legal_entity.country, count(*) AS pieces, max(invoice.issued_on) AS latest_on
FROM invoice
JOIN legal_entity ON legal_entity.id = invoice.entity_id
WHERE invoice.payer_id = ANY(%(people)s::bigint[])
GROUP BY legal_entity.country
