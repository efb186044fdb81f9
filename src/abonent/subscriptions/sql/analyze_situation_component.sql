-- Fresh statistics of the prices of situations, which half a million terms are joined to.
-- Reads   situation_component
-- Writes  nothing
ANALYZE situation_component (run_id, situation)
