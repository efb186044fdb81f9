-- Items whose stretches are not what stands agreed, or leave out some of the item. This is the recomputing statement of due_part.
-- Reads   agreed_part, due_part, receivable
-- Writes  nothing
-- Again   safe
WITH different AS (
    SELECT coalesce(agreed_part.receivable_id, due_part.receivable_id) AS receivable_id
    FROM agreed_part
    FULL JOIN due_part
      ON due_part.receivable_id = agreed_part.receivable_id
     AND due_part.from_amount = agreed_part.from_amount
     AND due_part.to_amount = agreed_part.to_amount
     AND due_part.due_on = agreed_part.due_on
    WHERE agreed_part.receivable_id IS NULL OR due_part.receivable_id IS NULL
), torn AS (
    SELECT due_part.receivable_id
    FROM due_part
    JOIN receivable ON receivable.id = due_part.receivable_id
    GROUP BY due_part.receivable_id, receivable.amount
    HAVING sum(due_part.to_amount - due_part.from_amount) <> receivable.amount
        OR min(due_part.from_amount) <> 0
        OR max(due_part.to_amount) <> receivable.amount
), wrong AS (
    SELECT different.receivable_id FROM different
    UNION
    SELECT torn.receivable_id FROM torn
)
SELECT wrong.receivable_id, coalesce(receivable.document_number, '?') AS document_number
FROM wrong
LEFT JOIN receivable ON receivable.id = wrong.receivable_id
ORDER BY wrong.receivable_id
LIMIT 100
