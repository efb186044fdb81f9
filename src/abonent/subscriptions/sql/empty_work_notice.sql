-- Empty the work table of renewal notices, which an earlier plan in the same transaction may have filled.
-- Reads   nothing
-- Writes  a work table of the session, work_notice
-- Again   safe
TRUNCATE work_notice
