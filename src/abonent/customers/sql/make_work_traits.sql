-- A work table of the session for the traits of all customers.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_traits (LIKE customer_traits) ON COMMIT DELETE ROWS
