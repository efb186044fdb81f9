-- The acts on the recurring invoices of people, as what they are about: their inverses hold what was written.
-- Reads   recurring_invoice
-- Writes  nothing
-- Feeds   runs/erase_inverses
-- Again   safe: a question
SELECT 'recurring_invoice'::text AS subject_kind, recurring_invoice.id AS subject_id
FROM recurring_invoice
WHERE recurring_invoice.payer_id = ANY(%(people)s::bigint[])
