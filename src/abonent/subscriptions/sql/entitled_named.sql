-- The subscriptions that are named, each once.
-- Reads   nothing
-- Writes  nothing
-- Feeds   subscriptions/forget_entitlements, subscriptions/write_entitlements
-- Again   safe: a question
SELECT DISTINCT named.subscription_id FROM unnest(%(subscriptions)s::bigint[]) AS named (subscription_id)
