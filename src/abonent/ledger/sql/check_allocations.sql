-- Receivables settled, and payments used, beyond their amount or below nothing.
-- Reads   receivable, payment, allocation
-- Writes  nothing
-- Again   safe
WITH moved AS (
    SELECT 'receivable' AS kind, allocation.receivable_id AS id, allocation.amount FROM allocation WHERE allocation.receivable_id IS NOT NULL
    UNION ALL
    SELECT 'receivable', allocation.credit_id, -allocation.amount FROM allocation WHERE allocation.credit_id IS NOT NULL
    UNION ALL
    SELECT 'payment', allocation.payment_id, allocation.amount FROM allocation WHERE allocation.payment_id IS NOT NULL
    UNION ALL
    SELECT 'payment', allocation.payout_id, -allocation.amount FROM allocation WHERE allocation.payout_id IS NOT NULL
), allocated AS (
    SELECT moved.kind, moved.id, sum(moved.amount) AS amount FROM moved GROUP BY moved.kind, moved.id
), whole AS (
    SELECT allocated.kind, allocated.id, allocated.amount AS allocated, coalesce(receivable.amount, payment.amount) AS amount
    FROM allocated
    LEFT JOIN receivable ON allocated.kind = 'receivable' AND receivable.id = allocated.id
    LEFT JOIN payment ON allocated.kind = 'payment' AND payment.id = allocated.id
)
SELECT whole.kind, whole.id, whole.amount, whole.allocated
FROM whole
WHERE whole.allocated NOT BETWEEN least(whole.amount, 0) AND greatest(whole.amount, 0)
ORDER BY whole.kind, whole.id
LIMIT 100
