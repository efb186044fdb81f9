-- Empty the work table, which an earlier credit in the same transaction may have filled.
-- Reads   nothing
-- Writes  a work table of the session, work_missing
-- Again   safe
TRUNCATE work_missing
