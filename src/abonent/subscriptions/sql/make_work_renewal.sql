-- A work table of the session for the subscriptions whose next term is due.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_renewal (
    subscription_id bigint, entity_id bigint, ground uuid, latest_term_id bigint, term_ordinal integer, expires_on date,
    product_id bigint, price_list_id bigint, payer_id bigint, copies integer, weekdays smallint, term_kind text, term_unit text,
    term_length smallint, anchor_on date, price_group_id bigint, horizon date, cancelled_from date, charge_days_before smallint,
    promotion_id bigint, by_promotion boolean
) ON COMMIT DELETE ROWS
