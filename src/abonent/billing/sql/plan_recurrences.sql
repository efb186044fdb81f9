-- Plan the days of recurring invoices that are due by the day of the run and not made, each with what it comes to.
-- Reads   due_recurrence, due_recurrence_line, recurring_invoice, recurring_ground
-- Writes  recurrence_plan, one row per day of a recurring invoice
-- Again   safe: a run that has a plan is left alone
INSERT INTO recurrence_plan (run_id, ordinal, recurring_id, due_on, during, amount, ground)
SELECT
    %(run)s::bigint, row_number() OVER (ORDER BY due_recurrence.due_on, due_recurrence.recurring_id), due_recurrence.recurring_id,
    due_recurrence.due_on, due_recurrence.during, summed.amount, recurring_ground.ground
FROM recurring_invoice
JOIN due_recurrence ON due_recurrence.recurring_id = recurring_invoice.id
JOIN recurring_ground ON recurring_ground.recurring_id = recurring_invoice.id
JOIN (
    SELECT due_recurrence_line.recurring_id, due_recurrence_line.due_on, sum(due_recurrence_line.amount) AS amount
    FROM due_recurrence_line
    GROUP BY due_recurrence_line.recurring_id, due_recurrence_line.due_on
) AS summed ON summed.recurring_id = due_recurrence.recurring_id AND summed.due_on = due_recurrence.due_on
WHERE recurring_invoice.entity_id = %(entity)s::bigint
  AND (%(recurring)s::bigint IS NULL OR recurring_invoice.id = %(recurring)s::bigint)
  AND due_recurrence.due_on <= %(as_of)s::date
  AND NOT EXISTS (SELECT FROM recurrence_plan WHERE recurrence_plan.run_id = %(run)s::bigint)
