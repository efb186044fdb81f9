-- A work table of the session for the days of terms as pauses leave them.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_moved (
    subscription_id bigint, term_id bigint, ordinal integer, during_before daterange, during_after daterange, anchor_on date,
    is_latest boolean
) ON COMMIT DELETE ROWS
