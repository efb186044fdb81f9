-- Empty the work table, which an earlier change in the same transaction may have filled.
-- Reads   nothing
-- Writes  a work table of the session, work_credit
-- Again   safe
TRUNCATE work_credit
