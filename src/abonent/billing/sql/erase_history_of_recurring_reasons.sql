-- Take away why recurring invoices of people were paused, in the history of the pauses.
-- Reads   recurring_invoice
-- Writes  recurring_pause_history.reason
-- Again   safe: what is taken away is taken once
UPDATE recurring_pause_history
SET reason = ''
FROM recurring_invoice
WHERE recurring_invoice.id = recurring_pause_history.recurring_id
  AND recurring_invoice.payer_id = ANY(%(people)s::bigint[])
  AND recurring_pause_history.reason <> ''
