-- Every document of a world as its reader sees it: number, payer, day and sum.
-- Reads   invoice, customer, legal_entity
-- Writes  nothing
-- Again   safe
SELECT legal_entity.code AS entity, invoice.kind, invoice.number, customer.name AS payer, invoice.issued_on, invoice.reference, invoice.total
FROM invoice
JOIN customer ON customer.id = invoice.payer_id
JOIN legal_entity ON legal_entity.id = invoice.entity_id
ORDER BY legal_entity.code, invoice.kind, invoice.number
