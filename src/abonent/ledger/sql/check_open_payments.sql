-- Payments whose amount on account is not what their allocations leave. This is the recomputing statement of open_payment.
-- Reads   payment, open_payment, allocation
-- Writes  nothing
-- Again   safe
WITH moved AS (
    SELECT allocation.payment_id, allocation.amount FROM allocation WHERE allocation.payment_id IS NOT NULL
    UNION ALL
    SELECT allocation.payout_id, -allocation.amount FROM allocation WHERE allocation.payout_id IS NOT NULL
), used AS (
    SELECT moved.payment_id, sum(moved.amount) AS amount FROM moved GROUP BY moved.payment_id
), computed AS (
    SELECT payment.id, payment.amount, payment.amount - coalesce(used.amount, 0) AS open_amount
    FROM payment
    LEFT JOIN used ON used.payment_id = payment.id
)
SELECT coalesce(computed.id, open_payment.payment_id) AS payment_id, coalesce(open_payment.open_amount, 0) AS listed,
       coalesce(computed.open_amount, 0) AS computed
FROM computed
FULL JOIN open_payment ON open_payment.payment_id = computed.id
WHERE coalesce(open_payment.open_amount, 0) <> coalesce(computed.open_amount, 0)
   OR (open_payment.payment_id IS NOT NULL AND open_payment.full_amount IS DISTINCT FROM computed.amount)
ORDER BY 1
LIMIT 100
