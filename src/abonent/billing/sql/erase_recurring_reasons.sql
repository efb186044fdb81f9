-- Take away why recurring invoices of people were paused.
-- Reads   recurring_invoice
-- Writes  recurring_pause.reason
-- Again   safe: what is taken away is taken once
UPDATE recurring_pause
SET reason = ''
FROM recurring_invoice
WHERE recurring_invoice.id = recurring_pause.recurring_id
  AND recurring_invoice.payer_id = ANY(%(people)s::bigint[])
  AND recurring_pause.reason <> ''
