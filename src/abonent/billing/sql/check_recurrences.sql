-- Days of recurring invoices whose lines do not come to them or are not charged as they are; and those taken back that are charged all the same.
-- Reads   recurrence, recurrence_line, recurring_invoice, charge
-- Writes  nothing
-- Again   safe: a question
WITH summed AS (
    SELECT
        recurrence_line.recurrence_id, sum(recurrence_line.amount) AS amount, sum(charge.amount) AS charged,
        bool_and(charge.amount IS NOT DISTINCT FROM recurrence_line.amount) AS as_charged
    FROM recurrence_line
    LEFT JOIN charge ON charge.source_kind = 'recurring' AND charge.source_id = recurrence_line.id
    GROUP BY recurrence_line.recurrence_id
)
SELECT
    recurrence.recurring_id, recurring_invoice.name, recurrence.due_on::text AS due_on, recurrence.amount, coalesce(summed.amount, 0) AS of_lines,
    coalesce(summed.charged, 0) AS charged
FROM recurrence
JOIN recurring_invoice ON recurring_invoice.id = recurrence.recurring_id
LEFT JOIN summed ON summed.recurrence_id = recurrence.id
WHERE summed.amount IS DISTINCT FROM recurrence.amount
   OR (recurrence.withdrawn_at IS NULL AND NOT summed.as_charged)
   OR (recurrence.withdrawn_at IS NOT NULL AND summed.charged IS NOT NULL)
ORDER BY recurrence.id
LIMIT 100
