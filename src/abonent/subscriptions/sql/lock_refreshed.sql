-- Keep everybody else off the subscriptions of a chunk of a refresh until it is done.
-- Reads   entitlement_plan, subscription_expiry
-- Writes  nothing
-- Again   safe
SELECT subscription_expiry.subscription_id
FROM entitlement_plan
JOIN subscription_expiry ON subscription_expiry.subscription_id = entitlement_plan.subscription_id
WHERE entitlement_plan.run_id = %(run)s::bigint
  AND entitlement_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
ORDER BY subscription_expiry.subscription_id
FOR UPDATE OF subscription_expiry
