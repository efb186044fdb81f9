-- Fresh statistics of the worklist: those from before a plan say that nothing is due, and the planner then loops for a minute.
-- Reads   open_charge
-- Writes  nothing
ANALYZE open_charge
