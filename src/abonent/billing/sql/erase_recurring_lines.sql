-- Take away what was written of people in the lines of their recurring invoices.
-- Reads   recurring_invoice
-- Writes  recurring_line.text
-- Again   safe: what is taken away is taken once
UPDATE recurring_line
SET text = '–'
FROM recurring_invoice
WHERE recurring_invoice.id = recurring_line.recurring_id
  AND recurring_invoice.payer_id = ANY(%(people)s::bigint[])
  AND recurring_line.text NOT IN ('', '–')
