-- The planned customers of whom something is to be settled first, as cases to set aside.
-- Reads   erasure_plan
-- Writes  nothing
-- Feeds   runs/park_cases
SELECT 'customer' AS subject_kind, erasure_plan.customer_id AS subject_id, erasure_plan.hindrance AS reason, '{}'::jsonb AS parameters
FROM erasure_plan
WHERE erasure_plan.run_id = %(run)s::bigint
  AND erasure_plan.hindrance <> ''
