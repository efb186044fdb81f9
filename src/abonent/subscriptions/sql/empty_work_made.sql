-- Empty the work table, which an earlier chunk in the same transaction may have filled.
-- Reads   nothing
-- Writes  a work table of the session, work_made
-- Again   safe
TRUNCATE work_made
