-- A work table of the session for the credits that are to be written. With `earned_edition_id` only the parts of that edition are credited,
-- and what they have earned is taken back.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_credit (
    charge_id bigint, adjustment_id bigint, ordinal smallint, amount numeric, term_charge_id bigint, product_id bigint,
    digital_goes_on boolean, during daterange, issues integer, digital_amount numeric,
    earned_edition_id bigint
) ON COMMIT DELETE ROWS
