-- The claims that the documents of a chunk open. A claim carries the reference in its normal form, by which bank lines are compared: of an RF
-- reference the national part.
-- Reads   billing_plan, invoice
-- Feeds   ledger/open_receivables
SELECT invoice.receivable_id, invoice.entity_id, invoice.payer_id AS customer_id, invoice.currency, invoice.total AS amount,
       invoice.issued_on AS opened_on, invoice.due_on,
       CASE WHEN invoice.reference LIKE 'RF%%' THEN substr(invoice.reference, 5) ELSE invoice.reference END AS reference, invoice.kind AS source_kind, invoice.document_number, invoice.run_id
FROM billing_plan
JOIN invoice ON invoice.id = billing_plan.invoice_id
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
