-- The claims that the documents of a chunk open.
-- Reads   invoice
-- Feeds   ledger/open_receivables
SELECT invoice.receivable_id, invoice.entity_id, invoice.payer_id AS customer_id, invoice.currency, invoice.total AS amount,
       invoice.issued_on AS opened_on, invoice.due_on, invoice.reference, invoice.kind AS source_kind, invoice.document_number, invoice.run_id
FROM invoice
WHERE invoice.id BETWEEN %(lowest_id)s::bigint AND %(highest_id)s::bigint
  AND invoice.run_id = %(run)s::bigint
