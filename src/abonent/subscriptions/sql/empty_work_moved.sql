-- Empty the work table, which an earlier change in the same transaction may have filled.
-- Reads   nothing
-- Writes  a work table of the session, work_moved
-- Again   safe
TRUNCATE work_moved
