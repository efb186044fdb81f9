-- Agree the planned prices of a chunk: of the rows that nobody holds back and whose ground still stands.
-- Reads   price_change_plan, renewal_ground
-- Writes  agreed_price, one row per row of the plan
-- Again   safe: a price whose id is there is left alone
INSERT INTO agreed_price (id, subscription_id, from_on, product_id, term_kind, term_unit, term_length, unit_price, run_id)
SELECT
    price_change_plan.price_id, price_change_plan.subscription_id, price_change_plan.from_on, price_change_plan.product_id,
    price_change_plan.term_kind, price_change_plan.term_unit, price_change_plan.term_length,
    CASE WHEN NOT price_change_plan.list_again THEN price_change_plan.price_then END, price_change_plan.run_id
FROM price_change_plan
JOIN renewal_ground
  ON renewal_ground.subscription_id = price_change_plan.subscription_id AND renewal_ground.ground = price_change_plan.ground
WHERE price_change_plan.run_id = %(run)s::bigint
  AND price_change_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
  AND NOT price_change_plan.held
  AND price_change_plan.price_then IS NOT NULL
ON CONFLICT (id) DO NOTHING
