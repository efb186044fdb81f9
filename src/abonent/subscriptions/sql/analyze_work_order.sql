-- Fresh statistics of a work table: without them a join over half a million rows may be planned as one over none.
-- Reads   work_order, a work table of the session
-- Writes  nothing
ANALYZE work_order
