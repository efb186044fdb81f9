-- Take away what was written of people in the history of their recurring invoices.
-- Reads   nothing
-- Writes  recurring_invoice_history.name and text
-- Again   safe: what is taken away is taken once
UPDATE recurring_invoice_history
SET name = '–', text = ''
WHERE recurring_invoice_history.payer_id = ANY(%(people)s::bigint[])
  AND (recurring_invoice_history.name <> '–' OR recurring_invoice_history.text <> '')
