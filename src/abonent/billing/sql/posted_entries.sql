-- The journal entries of the documents of a chunk. A document on which everything is for nothing moves no account, so it has none.
-- Reads   invoice, billing_plan, billing_plan_line
-- Feeds   ledger/post_entries
SELECT billing_plan.entry_id, invoice.entity_id, invoice.issued_on AS posted_on, invoice.kind, invoice.id AS source_id,
       invoice.document_number AS text, invoice.run_id
FROM billing_plan
JOIN invoice ON invoice.id = billing_plan.invoice_id
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND EXISTS (
      SELECT FROM billing_plan_line
      WHERE billing_plan_line.run_id = billing_plan.run_id
        AND billing_plan_line.ordinal = billing_plan.ordinal
        AND (billing_plan_line.net <> 0 OR billing_plan_line.vat <> 0)
  )
