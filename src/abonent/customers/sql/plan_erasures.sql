-- Plan whom to erase and whom to take out of the vouchers, those first whose time passed first.
-- Reads   nothing
-- Writes  erasure_plan, a row for each customer
-- Takes   handed_over (customer_id bigint, what text, tie text, country text, latest_on date, years int, lapsed_on date)
-- Again   safe: a run that has rows is left alone
INSERT INTO erasure_plan (run_id, ordinal, customer_id, what, tie, country, latest_on, years, lapsed_on, hindrance, held)
SELECT
    %(run)s::bigint, row_number() OVER (ORDER BY handed_over.lapsed_on, handed_over.customer_id), handed_over.customer_id, handed_over.what,
    handed_over.tie, handed_over.country, handed_over.latest_on, handed_over.years, handed_over.lapsed_on, '', false
FROM handed_over
WHERE NOT EXISTS (SELECT 1 FROM erasure_plan WHERE erasure_plan.run_id = %(run)s::bigint)
