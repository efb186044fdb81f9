-- What customer service wants to know in the morning, of the entities the viewer works for.
-- Reads   subscription, subscription_expiry, cancellation, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH visible AS (
    SELECT staff_entity.entity_id
    FROM staff_entity
    WHERE staff_entity.staff_user_id = %(viewer)s::bigint
),
running AS (
    SELECT count(*) AS subscriptions
    FROM subscription_expiry
    WHERE subscription_expiry.entity_id IN (SELECT visible.entity_id FROM visible)
      AND subscription_expiry.expires_on > %(today)s::date
),
starting AS (
    SELECT
        count(*) FILTER (WHERE subscription.started_on >= %(month)s::date AND subscription.started_on <= %(today)s::date) AS this_month,
        count(*) FILTER (WHERE subscription.started_on > %(today)s::date) AS coming
    FROM subscription
    WHERE subscription.entity_id IN (SELECT visible.entity_id FROM visible)
      AND subscription.started_on >= %(month)s::date
),
stopping AS (
    SELECT
        count(*) FILTER (WHERE cancellation.cancelled_at >= %(month)s::date) AS this_month,
        count(*) FILTER (WHERE cancellation.from_on > %(today)s::date AND cancellation.from_on <= %(today)s::date + 30) AS coming
    FROM cancellation
    JOIN subscription ON subscription.id = cancellation.subscription_id
    WHERE cancellation.withdrawn_at IS NULL
      AND subscription.entity_id IN (SELECT visible.entity_id FROM visible)
)
SELECT
    -- What begins later is sold beyond today too, but does not run yet.
    running.subscriptions - starting.coming AS running,
    starting.this_month AS started,
    starting.coming AS starting,
    stopping.this_month AS stopped,
    stopping.coming AS ending
FROM running, starting, stopping
