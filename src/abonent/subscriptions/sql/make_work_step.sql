-- A work table of the session for the days of the terms that are due: the first of a subscription is step 1, and so on.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_step (
    subscription_id bigint, step smallint, starts_on date, ends_on date
) ON COMMIT DELETE ROWS
