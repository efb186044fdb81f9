-- Fresh statistics of the renewal plan, which the commit reads by chunks.
-- Reads   renewal_plan
-- Writes  nothing
ANALYZE renewal_plan (run_id, ordinal)
