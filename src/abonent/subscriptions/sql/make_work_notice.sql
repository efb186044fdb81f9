-- A work table of the session for the renewal notices that are due.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_notice (
    subscription_id bigint, step_id bigint, customer_id bigint, channel text, term_ordinal integer, last_on date, begins_on date,
    ground uuid, finding text
) ON COMMIT DELETE ROWS
