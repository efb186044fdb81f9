-- What customer service wants to know in the morning, of the entities the viewer works for and the customers he sees.
-- Reads   subscription, subscription_expiry, cancellation, staff_entity, reached_customer
-- Writes  nothing
-- Again   safe: a question
WITH visible AS (
    SELECT staff_entity.entity_id
    FROM staff_entity
    WHERE staff_entity.staff_user_id = %(viewer)s::bigint
),
mine AS (
    SELECT reached_customer.customer_id FROM reached_customer WHERE reached_customer.staff_user_id = %(viewer)s::bigint
),
held AS (
    SELECT subscription.id
    FROM subscription
    WHERE subscription.subscriber_id IN (SELECT mine.customer_id FROM mine)
       OR subscription.payer_id IN (SELECT mine.customer_id FROM mine)
),
running AS (
    SELECT count(*) AS subscriptions
    FROM subscription_expiry
    WHERE subscription_expiry.entity_id IN (SELECT visible.entity_id FROM visible)
      AND subscription_expiry.expires_on > %(today)s::date
      AND (%(everybody)s::boolean OR subscription_expiry.subscription_id IN (SELECT held.id FROM held))
),
starting AS (
    SELECT
        count(*) FILTER (WHERE subscription.started_on >= %(month)s::date AND subscription.started_on <= %(today)s::date) AS this_month,
        count(*) FILTER (WHERE subscription.started_on > %(today)s::date) AS coming
    FROM subscription
    WHERE subscription.entity_id IN (SELECT visible.entity_id FROM visible)
      AND subscription.started_on >= %(month)s::date
      AND (%(everybody)s::boolean OR subscription.id IN (SELECT held.id FROM held))
),
stopping AS (
    SELECT
        count(*) FILTER (WHERE cancellation.cancelled_at >= %(month_begins)s::timestamptz) AS this_month,
        count(*) FILTER (WHERE cancellation.from_on > %(today)s::date AND cancellation.from_on <= %(today)s::date + 30) AS coming
    FROM cancellation
    JOIN subscription ON subscription.id = cancellation.subscription_id
    WHERE cancellation.withdrawn_at IS NULL
      AND (%(everybody)s::boolean OR subscription.id IN (SELECT held.id FROM held))
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
