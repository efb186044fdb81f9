-- Make the terms that a chunk chose.
-- Reads   work_made, a work table of the session
-- Writes  term, one row per row chosen
-- Again   safe: a term whose id is there is left alone
INSERT INTO term (
    id, subscription_id, ordinal, product_id, weekdays, copies, sold_during, during, unit_price, amount, currency,
    price_list_version_id, trace_id, legal_ground, run_id
)
SELECT
    work_made.term_id, work_made.subscription_id, work_made.term_ordinal, work_made.product_id, work_made.weekdays, work_made.copies,
    work_made.sold_during, work_made.sold_during, work_made.unit_price, work_made.amount, work_made.currency,
    work_made.price_list_version_id, work_made.trace_id, CASE work_made.term_ordinal WHEN 1 THEN 'order' ELSE 'renewal' END,
    %(made_by)s::bigint
FROM work_made
ON CONFLICT (id) DO NOTHING
