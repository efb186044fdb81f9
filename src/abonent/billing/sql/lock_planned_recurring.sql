-- Take hold of the recurring invoices of a chunk of the plan: whoever comes second finds their days made.
-- Reads   recurrence_plan, recurring_invoice
-- Writes  nothing
SELECT recurring_invoice.id
FROM recurring_invoice
WHERE recurring_invoice.id IN (
    SELECT recurrence_plan.recurring_id
    FROM recurrence_plan
    WHERE recurrence_plan.run_id = %(run)s::bigint
      AND recurrence_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
)
ORDER BY recurring_invoice.id
FOR UPDATE
