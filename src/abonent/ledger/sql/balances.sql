-- What customers owe, by currency, of the entities the viewer works for: open items less what is paid and not allocated.
-- Reads   receivable, open_receivable, payment, allocation, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH visible AS (
    SELECT staff_entity.entity_id
    FROM staff_entity
    WHERE staff_entity.staff_user_id = %(viewer)s::bigint
),
owed AS (
    SELECT
        receivable.currency,
        sum(open_receivable.open_amount) AS amount,
        min(receivable.due_on) FILTER (WHERE open_receivable.open_amount > 0) AS earliest_due_on
    FROM receivable
    JOIN open_receivable ON open_receivable.receivable_id = receivable.id
    WHERE receivable.customer_id = ANY(%(customers)s::bigint[])
      AND receivable.entity_id IN (SELECT visible.entity_id FROM visible)
    GROUP BY receivable.currency
),
paid AS (
    SELECT payment.currency, sum(payment.amount - coalesce(allocated.amount, 0)) AS on_account
    FROM payment
    LEFT JOIN LATERAL (
        SELECT sum(allocation.amount) AS amount FROM allocation WHERE allocation.payment_id = payment.id
    ) AS allocated ON true
    WHERE payment.customer_id = ANY(%(customers)s::bigint[])
      AND payment.entity_id IN (SELECT visible.entity_id FROM visible)
    GROUP BY payment.currency
)
SELECT
    coalesce(owed.currency, paid.currency) AS currency,
    coalesce(owed.amount, 0) - coalesce(paid.on_account, 0) AS balance,
    coalesce(paid.on_account, 0) AS on_account,
    greatest(%(today)s::date - owed.earliest_due_on, 0) AS days_overdue
FROM owed
FULL JOIN paid ON paid.currency = owed.currency
ORDER BY 1
