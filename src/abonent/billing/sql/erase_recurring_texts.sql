-- Take away what was written of people in their recurring invoices.
-- Reads   nothing
-- Writes  recurring_invoice.name and text
-- Again   safe: what is taken away is taken once
UPDATE recurring_invoice
SET name = '–', text = ''
WHERE recurring_invoice.payer_id = ANY(%(people)s::bigint[])
  AND (recurring_invoice.name <> '–' OR recurring_invoice.text <> '')
