-- Payment plans whose instalments or items do not make their sum, or whose items are let go while they stand or held after their end.
-- Reads   payment_plan, instalment, payment_plan_item
-- Writes  nothing
-- Again   safe
WITH parts AS (
    SELECT instalment.plan_id, sum(instalment.amount) AS amount FROM instalment GROUP BY instalment.plan_id
), items AS (
    SELECT payment_plan_item.plan_id, sum(payment_plan_item.amount) AS amount,
           count(*) FILTER (WHERE payment_plan_item.released_at IS NULL) AS held, count(*) AS items
    FROM payment_plan_item
    GROUP BY payment_plan_item.plan_id
)
SELECT payment_plan.id AS plan_id, payment_plan.amount, coalesce(parts.amount, 0) AS instalments, coalesce(items.amount, 0) AS items
FROM payment_plan
LEFT JOIN parts ON parts.plan_id = payment_plan.id
LEFT JOIN items ON items.plan_id = payment_plan.id
WHERE payment_plan.amount IS DISTINCT FROM parts.amount
   OR payment_plan.amount IS DISTINCT FROM items.amount
   OR items.held <> CASE WHEN payment_plan.ended = '' THEN items.items ELSE 0 END
ORDER BY payment_plan.id
LIMIT 100
