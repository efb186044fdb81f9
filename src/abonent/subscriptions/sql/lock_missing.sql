-- Keep everybody else off the subscriptions of which issues are given back until it is done.
-- Reads   work_missing, a work table of the session; subscription_expiry
-- Writes  nothing
-- Again   safe
SELECT subscription_expiry.subscription_id
FROM subscription_expiry
WHERE subscription_expiry.subscription_id IN (SELECT work_missing.subscription_id FROM work_missing)
ORDER BY subscription_expiry.subscription_id
FOR UPDATE
