-- Empty the work table, which an earlier call in the same transaction may have filled.
-- Reads   nothing
-- Writes  a work table of the session
-- Again   safe
DELETE FROM work_calendar
