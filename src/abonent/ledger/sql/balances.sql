-- What each of these customers owes and has on account, by entity and currency, of the entities the viewer works for.
-- Reads   customer, receivable, open_receivable, open_part, payment, open_payment, staff_entity
-- Writes  nothing
-- Again   safe
WITH person AS (
    SELECT customer.id, customer.canonical_id
    FROM customer
    WHERE customer.canonical_id IN (SELECT asked.canonical_id FROM customer AS asked WHERE asked.id = ANY(%(customers)s::bigint[]))
), visible AS (
    SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
), moved AS (
    SELECT person.canonical_id, receivable.entity_id, receivable.currency, due.open_amount AS owed_amount, 0 AS on_account,
           CASE WHEN due.open_amount > 0 AND due.due_on < %(today)s::date THEN due.due_on END AS overdue_since,
           CASE WHEN due.open_amount > 0 AND due.due_on < %(today)s::date THEN due.open_amount ELSE 0 END AS overdue_amount
    FROM person
    JOIN receivable ON receivable.customer_id = person.id
    JOIN open_receivable ON open_receivable.receivable_id = receivable.id
    LEFT JOIN open_part ON open_part.receivable_id = receivable.id
    CROSS JOIN LATERAL (
        SELECT coalesce(open_part.due_on, receivable.due_on) AS due_on, coalesce(open_part.open_amount, open_receivable.open_amount) AS open_amount
    ) AS due
    UNION ALL
    SELECT person.canonical_id, payment.entity_id, payment.currency, 0, open_payment.open_amount, NULL, 0
    FROM person
    JOIN payment ON payment.customer_id = person.id
    JOIN open_payment ON open_payment.payment_id = payment.id
)
SELECT moved.canonical_id AS customer_id, moved.entity_id, moved.currency, sum(moved.owed_amount) AS owed_amount,
       sum(moved.overdue_amount) AS overdue_amount, sum(moved.on_account) AS on_account,
       sum(moved.owed_amount) - sum(moved.on_account) AS balance,
       coalesce(%(today)s::date - min(moved.overdue_since), 0) AS days_overdue
FROM moved
JOIN visible ON visible.entity_id = moved.entity_id
GROUP BY moved.canonical_id, moved.entity_id, moved.currency
ORDER BY moved.canonical_id, moved.entity_id, moved.currency
