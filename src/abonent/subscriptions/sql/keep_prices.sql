-- Where the list itself changes: the price that is kept until the notice is over, and that of everybody whose row was held back or whose
-- ground has shifted, so that nobody pays what he was not told.
-- Reads   price_change_plan, agreed_price
-- Writes  agreed_price, one row per price kept
-- Again   safe: a price whose id is there is left alone
INSERT INTO agreed_price (id, subscription_id, from_on, product_id, term_kind, term_unit, term_length, unit_price, run_id)
SELECT
    CASE WHEN agreed_price.id IS NULL THEN price_change_plan.price_id ELSE price_change_plan.kept_price_id END,
    price_change_plan.subscription_id, %(effective_on)s::date, price_change_plan.product_id, price_change_plan.term_kind,
    price_change_plan.term_unit, price_change_plan.term_length, price_change_plan.price_now, price_change_plan.run_id
FROM price_change_plan
LEFT JOIN agreed_price ON agreed_price.id = price_change_plan.price_id
WHERE price_change_plan.run_id = %(run)s::bigint
  AND price_change_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
  AND %(version)s::bigint IS NOT NULL
  AND price_change_plan.price_then IS NOT NULL
  AND (agreed_price.id IS NULL OR price_change_plan.kept_price_id IS NOT NULL)
ON CONFLICT (id) DO NOTHING
