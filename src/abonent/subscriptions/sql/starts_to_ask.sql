-- Orders that begin today or later, as questions to the promise clock: with which issue does it begin?
-- Reads   subscription
-- Writes  nothing
-- Feeds   editions/first_issues_affected
-- Again   safe: a question
SELECT
    subscription.id AS asked_id, subscription.product_id, subscription.weekdays::integer AS weekdays,
    subscription.delivery_method::text AS delivery_method, 'start'::text AS act, %(asked_at)s::timestamptz AS asked_at,
    subscription.started_on AS on_or_after
FROM subscription
WHERE subscription.id = ANY(%(subscriptions)s::bigint[])
  AND subscription.started_on >= %(today)s::date
