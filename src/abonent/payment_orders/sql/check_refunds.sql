-- Refunds that are not a payment of their amount which the customer's own money covers, and orders that are not the sum of their refunds
-- or taken back without them; alone, a refund is taken back because the bank refused it.
-- Reads   payment_order, refund, withdrawn_refund, payment, allocation, bank_answer
-- Writes  nothing
-- Again   safe
WITH covered AS (
    SELECT allocation.payout_id, sum(allocation.amount) AS amount
    FROM refund
    JOIN allocation ON allocation.payout_id = refund.payment_id
    GROUP BY allocation.payout_id
), ordered AS (
    SELECT refund.order_id, count(*) AS pieces, sum(refund.amount) AS amount,
           count(*) FILTER (
               WHERE payment.amount IS DISTINCT FROM -refund.amount
                  OR payment.customer_id IS DISTINCT FROM refund.customer_id
                  OR coalesce(covered.amount, 0) <> refund.amount
           ) AS uncovered,
           count(withdrawn_refund.refund_id) AS withdrawn,
           count(*) FILTER (
               WHERE EXISTS (SELECT FROM bank_answer WHERE bank_answer.refund_id = refund.payment_id AND bank_answer.verdict = 'failed')
           ) AS refused
    FROM refund
    LEFT JOIN payment ON payment.id = refund.payment_id
    LEFT JOIN covered ON covered.payout_id = refund.payment_id
    LEFT JOIN withdrawn_refund ON withdrawn_refund.refund_id = refund.payment_id
    GROUP BY refund.order_id
)
SELECT payment_order.id AS order_id, payment_order.number, payment_order.pieces, payment_order.amount, coalesce(ordered.pieces, 0) AS refunds,
       coalesce(ordered.amount, 0) AS refunded, coalesce(ordered.uncovered, 0) AS uncovered
FROM payment_order
LEFT JOIN ordered ON ordered.order_id = payment_order.id
WHERE payment_order.kind = 'refunds'
  AND (
      (ordered.pieces, ordered.amount) IS DISTINCT FROM (payment_order.pieces::bigint, payment_order.amount)
      OR ordered.uncovered > 0
      OR ordered.withdrawn <> CASE WHEN payment_order.withdrawn_at IS NULL THEN ordered.refused ELSE payment_order.pieces END
  )
ORDER BY payment_order.id
LIMIT 100
