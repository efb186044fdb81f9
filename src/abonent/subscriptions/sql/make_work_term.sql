-- A work table of the session for the terms that are due, each with the situation that its price depends on.
-- Reads   nothing
-- Writes  a work table
-- Again   safe: it is there already
CREATE TEMPORARY TABLE IF NOT EXISTS work_term (
    subscription_id bigint, step smallint, starts_on date, ends_on date, term_ordinal integer, charge_due_on date, ground uuid,
    latest_term_id bigint, situation uuid, product_id bigint, price_list_id bigint, price_list_version_id bigint, shares_from date,
    term_kind text, term_unit text, term_length smallint, weekdays smallint, copies integer, price_group_id bigint, customer_id bigint,
    promotion_step_id bigint, step_changes boolean, agreed_price numeric(18, 6), retention_percent numeric(5, 2),
    discounts_from date, order_lines jsonb
) ON COMMIT DELETE ROWS
