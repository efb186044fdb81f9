-- A work table of the session for the signs by which two records may be one customer.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_sign (sign bigint, customer_id bigint) ON COMMIT DELETE ROWS
