-- Lock where the subscriptions of a chunk end, so that no term is made between the check of their ground and their new price.
-- Reads   price_change_plan, subscription_expiry
-- Writes  nothing
SELECT count(*)
FROM (
    SELECT subscription_expiry.subscription_id
    FROM subscription_expiry
    WHERE subscription_expiry.subscription_id IN (
        SELECT price_change_plan.subscription_id
        FROM price_change_plan
        WHERE price_change_plan.run_id = %(run)s::bigint
          AND price_change_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
    )
    ORDER BY subscription_expiry.subscription_id
    FOR UPDATE
) AS locked
