-- Subscriptions whose readers are not those that follow from terms, pauses, seats and networks: how many are missing, how many too many.
-- Reads   entitlement_difference, subscription
-- Writes  nothing
-- Again   safe
SELECT subscription.number, entitlement_difference.comes, entitlement_difference.goes
FROM entitlement_difference
JOIN subscription ON subscription.id = entitlement_difference.subscription_id
ORDER BY subscription.number
LIMIT 100
