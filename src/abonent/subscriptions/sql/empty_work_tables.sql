-- Empty the work tables, which an earlier plan in the same transaction may have filled.
-- Reads   nothing
-- Writes  a work table of the session, four of them
-- Again   safe
TRUNCATE work_renewal, work_step, work_order, work_term
