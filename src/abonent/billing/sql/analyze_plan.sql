-- Fresh statistics of the plan, which the commit reads by chunks.
-- Reads   billing_plan
-- Writes  nothing
ANALYZE billing_plan (run_id, ordinal)
