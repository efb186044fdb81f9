-- A work table of the session for the terms that a chunk makes, with all that term and charge need.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_made (
    term_id bigint, charge_id bigint, subscription_id bigint, term_ordinal integer, entity_id bigint, payer_id bigint, receiver_id bigint,
    product_id bigint, weekdays smallint, copies integer, sold_during daterange, unit_price numeric, amount numeric, currency text,
    basis text, price_list_version_id bigint, trace_id bigint, description jsonb, situation uuid, charge_due_on date
) ON COMMIT DELETE ROWS
