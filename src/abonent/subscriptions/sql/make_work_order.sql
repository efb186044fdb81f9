-- A work table of the session for the whole orders that prices depend on: all that a payer has of a price list on a day.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_order (
    payer_id bigint, price_list_id bigint, starts_on date, order_lines jsonb
) ON COMMIT DELETE ROWS
