-- Promises of papers that are still to come, as the questions they were to the promise clock; without those that a later act on the
-- same pause or redirect has replaced.
-- Reads   promise, subscription, act
-- Writes  nothing
-- Feeds   editions/first_issues_affected
-- Again   safe: a question
SELECT
    promise.id AS asked_id, subscription.product_id, promise.weekdays::integer AS weekdays, promise.delivery_method::text AS delivery_method,
    promise.change::text AS act, promise.asked_at, promise.issue_on AS on_or_after
FROM promise
JOIN act ON act.id = promise.act_id AND act.undone_at IS NULL
JOIN subscription ON subscription.id = promise.subscription_id
WHERE promise.issue_on >= %(today)s::date
  AND NOT EXISTS (
      SELECT FROM promise AS newer
      JOIN act AS later ON later.id = newer.act_id AND later.undone_at IS NULL AND later.id > act.id
      WHERE newer.subscription_id = promise.subscription_id
        AND (later.inverse -> 'pause' = act.inverse -> 'pause' OR later.inverse -> 'redirect' = act.inverse -> 'redirect')
  )
