-- The credits that settle what a chunk of planned write-offs gives up.
-- Reads   planned_write_off, receivable
-- Writes  nothing: it is handed over to open_receivables
-- Again   safe
SELECT planned_write_off.credit_id AS receivable_id, receivable.entity_id, receivable.customer_id, receivable.currency,
       -planned_write_off.amount AS amount, %(as_of)s::date AS opened_on, %(as_of)s::date AS due_on, '' AS reference,
       'write_off' AS source_kind, receivable.document_number, planned_write_off.run_id
FROM planned_write_off
JOIN receivable ON receivable.id = planned_write_off.receivable_id
WHERE planned_write_off.run_id = %(run)s::bigint AND planned_write_off.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
ORDER BY planned_write_off.ordinal
