-- A work table of the session for copies that are to be given back, each with what is found about it.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_missing (
    subscription_id bigint, issue_id bigint, copies integer, outcome text, due_copies integer, term_id bigint, amount numeric
) ON COMMIT DELETE ROWS
