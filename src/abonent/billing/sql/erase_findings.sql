-- Take out of what is held back why it is, which may quote names and numbers; what could not be sent yet never will be.
-- Reads   invoice
-- Writes  outbox_document.findings, outbox_document.state
-- Again   safe: what says nothing and does not wait is left alone
UPDATE outbox_document
SET findings = CASE WHEN outbox_document.stored_file_id IS NULL THEN '[{"rule": "ABONENT-ERASED"}]'::jsonb ELSE '[]'::jsonb END,
    state = CASE WHEN outbox_document.stored_file_id IS NULL THEN 'parked' ELSE outbox_document.state END
FROM invoice
WHERE invoice.id = outbox_document.invoice_id
  AND invoice.payer_id = ANY(%(people)s::bigint[])
  AND outbox_document.findings NOT IN ('[]'::jsonb, '[{"rule": "ABONENT-ERASED"}]'::jsonb)
