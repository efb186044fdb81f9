-- Lock where the subscriptions of a chunk end, so that nobody ends or changes one between the check of its ground and its term.
-- Reads   renewal_plan, subscription_expiry
-- Writes  nothing
SELECT count(*)
FROM (
    SELECT subscription_expiry.subscription_id
    FROM subscription_expiry
    WHERE subscription_expiry.subscription_id IN (
        SELECT renewal_plan.subscription_id
        FROM renewal_plan
        WHERE renewal_plan.run_id = %(run)s::bigint
          AND renewal_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
    )
    ORDER BY subscription_expiry.subscription_id
    FOR UPDATE
) AS locked
