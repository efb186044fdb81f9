-- Fresh statistics of the prices of situations, which half a million terms are joined to.
-- Reads   situation_price
-- Writes  nothing
ANALYZE situation_price (run_id, situation)
