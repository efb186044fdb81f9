-- The subscriptions of a chunk of a refresh.
-- Reads   entitlement_plan
-- Writes  nothing
-- Feeds   subscriptions/forget_entitlements, subscriptions/write_entitlements
-- Again   safe: a question
SELECT DISTINCT entitlement_plan.subscription_id
FROM entitlement_plan
WHERE entitlement_plan.run_id = %(run)s::bigint
  AND entitlement_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
