-- What people are still invoiced for again and again: there are days to come.
-- Reads   recurring_invoice, due_recurrence
-- Writes  nothing
-- Again   safe: a question
SELECT recurring_invoice.payer_id AS customer_id, recurring_invoice.id AS row_id
FROM recurring_invoice
WHERE recurring_invoice.payer_id = ANY(%(people)s::bigint[])
  AND EXISTS (SELECT FROM due_recurrence WHERE due_recurrence.recurring_id = recurring_invoice.id)
