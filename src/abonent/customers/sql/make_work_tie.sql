-- A work table of the session for what ties customers to the house, and until when.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_tie (customer_id bigint, tie text, country text, entity_id bigint, latest_on date) ON COMMIT DELETE ROWS
