-- Invariant 11: what was sent electronically has its sending, and what a worker claimed has been decided or claimed anew within the hour.
-- Reads   outbox_document, invoice, invoice_sending
SELECT outbox_document.invoice_id, invoice.document_number, outbox_document.format, outbox_document.state,
       outbox_document.changed_at::date AS changed_at, sent.sendings
FROM outbox_document
JOIN invoice ON invoice.id = outbox_document.invoice_id
CROSS JOIN LATERAL (
    SELECT count(*) AS sendings
    FROM invoice_sending
    WHERE invoice_sending.invoice_id = outbox_document.invoice_id AND invoice_sending.channel = outbox_document.format
) AS sent
WHERE (outbox_document.state IN ('sent', 'reported', 'accepted') AND sent.sendings = 0)
   OR (outbox_document.state = 'claimed' AND outbox_document.due_at < abonent_now() - interval '1 hour')
