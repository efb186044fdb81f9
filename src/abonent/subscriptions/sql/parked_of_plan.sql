-- The subscriptions whose next term cannot be made, each with the first reason.
-- Reads   renewal_plan
-- Writes  nothing
-- Feeds   runs/park_cases
SELECT DISTINCT ON (renewal_plan.subscription_id)
    'subscription' AS subject_kind, renewal_plan.subscription_id AS subject_id, renewal_plan.finding AS reason,
    jsonb_build_object('starts_on', lower(renewal_plan.sold_during)) AS parameters
FROM renewal_plan
WHERE renewal_plan.run_id = %(run)s::bigint
  AND renewal_plan.amount IS NULL
ORDER BY renewal_plan.subscription_id, renewal_plan.step
