-- A work table of the session for the subscriptions that a price change is about.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_price_change (
    subscription_id bigint, ground uuid, payer_id bigint, product_id bigint, price_group_id bigint, copies integer, weekdays smallint,
    term_kind text, term_unit text, term_length smallint, terms_a_year numeric, notice_days integer, from_on date, first_on date,
    chosen boolean, coming boolean, agreed_price numeric(18, 6), shares_from date, version_now bigint, customer_now bigint,
    customer_then bigint, situation_now uuid, situation_then uuid
) ON COMMIT DELETE ROWS
