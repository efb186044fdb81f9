-- Write the plan of a refresh: the subscriptions of a company whose readers are not those that follow from terms, pauses, seats and networks.
-- Reads   entitlement_difference, subscription
-- Writes  entitlement_plan, one row per subscription
-- Again   safe: a run that has a plan keeps it
INSERT INTO entitlement_plan (run_id, ordinal, subscription_id, comes, goes)
SELECT
    %(run)s::bigint, row_number() OVER (ORDER BY subscription.id), subscription.id, entitlement_difference.comes, entitlement_difference.goes
FROM entitlement_difference
JOIN subscription ON subscription.id = entitlement_difference.subscription_id
WHERE subscription.entity_id = %(entity)s::bigint
  AND NOT EXISTS (SELECT FROM entitlement_plan WHERE entitlement_plan.run_id = %(run)s::bigint)
