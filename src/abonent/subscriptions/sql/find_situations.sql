-- The distinct situations of the terms that are due: half a million terms have a few thousand.
-- Reads   work_term, a work table of the session
-- Writes  situation, one row per distinct situation
-- Again   safe: a situation that is there is left alone
INSERT INTO situation (
    run_id, situation, product_id, price_list_id, price_list_version_id, shares_from, term_kind, term_unit, term_length, weekdays,
    copies, price_group_id, customer_id, promotion_step_id, agreed_price, retention_percent, discounts_from, order_lines
)
SELECT DISTINCT ON (work_term.situation)
    %(run)s::bigint, work_term.situation, work_term.product_id, work_term.price_list_id, work_term.price_list_version_id,
    work_term.shares_from, work_term.term_kind, work_term.term_unit, work_term.term_length, work_term.weekdays, work_term.copies,
    work_term.price_group_id, work_term.customer_id, work_term.promotion_step_id, work_term.agreed_price,
    work_term.retention_percent, work_term.discounts_from, work_term.order_lines
FROM work_term
ORDER BY work_term.situation
ON CONFLICT (run_id, situation) DO NOTHING
