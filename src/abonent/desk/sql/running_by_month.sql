-- How many subscriptions ran on the first day of each month from a month on, and how many run today, of the entities the viewer works for
-- and the customers he sees.
-- Reads   subscription, subscription_expiry, staff_entity, reached_customer
-- Writes  nothing
-- Again   safe: a question
WITH mine AS (
    SELECT reached_customer.customer_id FROM reached_customer WHERE reached_customer.staff_user_id = %(viewer)s::bigint
),
held AS (
    SELECT subscription.id
    FROM subscription
    WHERE subscription.subscriber_id IN (SELECT mine.customer_id FROM mine)
       OR subscription.payer_id IN (SELECT mine.customer_id FROM mine)
),
change AS (
    SELECT subscription.started_on AS day, 1 AS subscriptions
    FROM subscription
    WHERE subscription.entity_id IN (
        SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
    )
      AND (%(everybody)s::boolean OR subscription.id IN (SELECT held.id FROM held))
    UNION ALL
    SELECT subscription_expiry.expires_on, -1
    FROM subscription_expiry
    WHERE subscription_expiry.entity_id IN (
        SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
    )
      AND (%(everybody)s::boolean OR subscription_expiry.subscription_id IN (SELECT held.id FROM held))
),
-- What changes after the first day of a month counts on the first day of the next, in this month today.
by_day AS (
    SELECT
        least(
            greatest(date_trunc('month', change.day - 1)::date + interval '1 month', %(from_month)s::date),
            %(today)s::date
        )::date AS day,
        sum(change.subscriptions) AS subscriptions
    FROM change
    WHERE change.day <= %(today)s::date
    GROUP BY 1
),
shown AS (
    SELECT month.first_day::date AS day
    FROM generate_series(%(from_month)s::date, %(today)s::date, interval '1 month') AS month (first_day)
    UNION
    SELECT %(today)s::date
)
SELECT shown.day, sum(coalesce(by_day.subscriptions, 0)) OVER (ORDER BY shown.day)::bigint AS subscriptions
FROM shown
LEFT JOIN by_day ON by_day.day = shown.day
ORDER BY shown.day
