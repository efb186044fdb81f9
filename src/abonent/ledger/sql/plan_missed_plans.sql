-- Plan the end of payment plans that were missed, those first that are late the longest.
-- Takes   handed_over (plan_id bigint, due_on date, missing_amount numeric)
-- Writes  missed_plan, one row per plan
-- Again   safe: a run that has a plan is left alone
INSERT INTO missed_plan (run_id, ordinal, plan_id, due_on, missing_amount)
SELECT %(run)s::bigint, row_number() OVER (ORDER BY handed_over.due_on, handed_over.plan_id), handed_over.plan_id, handed_over.due_on,
       handed_over.missing_amount
FROM handed_over
WHERE NOT EXISTS (SELECT FROM missed_plan WHERE missed_plan.run_id = %(run)s::bigint)
