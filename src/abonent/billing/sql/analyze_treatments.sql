-- Fresh statistics of the few treatments; without them the planner takes two dozen rows for two, and then loops.
-- Reads   billing_treatment
-- Writes  nothing
ANALYZE billing_treatment
