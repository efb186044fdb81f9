-- The journal entries of the documents of a chunk.
-- Reads   invoice, billing_plan
-- Feeds   ledger/post_entries
SELECT billing_plan.entry_id, invoice.entity_id, invoice.issued_on AS posted_on, invoice.kind, invoice.id AS source_id,
       invoice.document_number AS text, invoice.run_id
FROM billing_plan
JOIN invoice ON invoice.id = billing_plan.invoice_id
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
