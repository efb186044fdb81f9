-- The latest day of an invoice of each payer, by company; of everybody where no people are named.
-- Reads   invoice, legal_entity
-- Writes  nothing
-- Feeds   customers/gather_ties
-- Again   safe: a question
SELECT invoice.payer_id AS customer_id, legal_entity.country, invoice.entity_id, max(greatest(invoice.issued_on, invoice.due_on)) AS latest_on
FROM invoice
JOIN legal_entity ON legal_entity.id = invoice.entity_id
WHERE %(people)s::bigint[] IS NULL OR invoice.payer_id = ANY(%(people)s::bigint[])
GROUP BY invoice.payer_id, legal_entity.country, invoice.entity_id
