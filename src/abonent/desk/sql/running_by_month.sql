-- How many subscriptions ran on the first day of each month from a month on, of the entities the viewer works for.
-- Reads   subscription, subscription_expiry, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH change AS (
    SELECT subscription.started_on AS day, 1 AS subscriptions
    FROM subscription
    WHERE subscription.entity_id IN (
        SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
    )
    UNION ALL
    SELECT subscription_expiry.expires_on, -1
    FROM subscription_expiry
    WHERE subscription_expiry.entity_id IN (
        SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
    )
),
-- What changes after the first day of a month counts on the first day of the next.
by_month AS (
    SELECT
        greatest(date_trunc('month', change.day - 1)::date + interval '1 month', %(from_month)s::date)::date AS month,
        sum(change.subscriptions) AS subscriptions
    FROM change
    WHERE change.day <= %(month)s::date
    GROUP BY 1
),
running AS (
    SELECT month.first_day::date AS month, coalesce(by_month.subscriptions, 0) AS subscriptions
    FROM generate_series(%(from_month)s::date, %(month)s::date, interval '1 month') AS month (first_day)
    LEFT JOIN by_month ON by_month.month = month.first_day::date
)
SELECT running.month, sum(running.subscriptions) OVER (ORDER BY running.month)::bigint AS subscriptions
FROM running
ORDER BY running.month
