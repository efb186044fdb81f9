-- Put documents into the outbox, each in the formats that it is to be sent in.
-- Takes   handed_over (invoice_id bigint, format text)
-- Writes  outbox_document, one row per document and format
-- Again   safe: a document is in the outbox once in a format
INSERT INTO outbox_document (invoice_id, format)
SELECT handed_over.invoice_id, handed_over.format
FROM handed_over
ON CONFLICT (invoice_id, format) DO NOTHING
