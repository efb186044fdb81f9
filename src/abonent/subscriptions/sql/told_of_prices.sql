-- The customers who would be told of a new price, to be asked whether they take e-mails, where e-mails are asked for.
-- Reads   price_change_plan, renewal_ground
-- Writes  nothing
-- Feeds   customers/contactable
SELECT DISTINCT renewal_ground.payer_id AS customer_id
FROM price_change_plan
JOIN renewal_ground ON renewal_ground.subscription_id = price_change_plan.subscription_id
WHERE price_change_plan.run_id = %(run)s::bigint
  AND price_change_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
  AND price_change_plan.price_then > price_change_plan.price_now
  AND %(by_email)s::boolean
