-- The distinct situations of a price change: what its subscriptions cost now, and what they would cost by a version of the list.
-- Reads   work_price_change, a work table of the session
-- Writes  situation, one row per distinct situation
-- Again   safe: a situation that is there is left alone
WITH asked AS (
    SELECT
        work_price_change.*, work_price_change.situation_now AS situation, work_price_change.version_now AS version_id,
        work_price_change.customer_now AS customer_id
    FROM work_price_change
    WHERE work_price_change.situation_now IS NOT NULL
    UNION ALL
    SELECT
        work_price_change.*, work_price_change.situation_then AS situation, %(version)s::bigint AS version_id,
        work_price_change.customer_then AS customer_id
    FROM work_price_change
    WHERE work_price_change.situation_then IS NOT NULL
)
INSERT INTO situation (
    run_id, situation, product_id, price_list_id, price_list_version_id, shares_from, term_kind, term_unit, term_length, weekdays,
    copies, price_group_id, customer_id
)
SELECT DISTINCT ON (asked.situation)
    %(run)s::bigint, asked.situation, asked.product_id, %(price_list)s::bigint, asked.version_id, asked.shares_from, asked.term_kind,
    asked.term_unit, asked.term_length, asked.weekdays, asked.copies, asked.price_group_id, asked.customer_id
FROM asked
ORDER BY asked.situation
ON CONFLICT (run_id, situation) DO NOTHING
