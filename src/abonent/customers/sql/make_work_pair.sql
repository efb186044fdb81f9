-- A work table of the session for the pairs of records that have a sign in common.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_pair (one_id bigint, other_id bigint) ON COMMIT DELETE ROWS
