-- A work table of the session for the days that the rules give.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_calendar (edition_id bigint, published_on date) ON COMMIT DROP
