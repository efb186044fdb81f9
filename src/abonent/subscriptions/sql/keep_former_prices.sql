-- Where the list itself has changed: everybody whose new price was taken back keeps what he paid.
-- Reads   price_change_plan, agreed_price
-- Writes  agreed_price, one row per price kept
-- Again   safe: who has one that stands is left alone
INSERT INTO agreed_price (subscription_id, from_on, product_id, term_kind, term_unit, term_length, unit_price, run_id)
SELECT
    price_change_plan.subscription_id, %(effective_on)s::date, price_change_plan.product_id, price_change_plan.term_kind,
    price_change_plan.term_unit, price_change_plan.term_length, price_change_plan.price_now, price_change_plan.run_id
FROM price_change_plan
WHERE price_change_plan.run_id = %(run)s::bigint
  AND %(version)s::bigint IS NOT NULL
  AND price_change_plan.price_then IS NOT NULL
  AND NOT EXISTS (
      SELECT
      FROM agreed_price
      WHERE agreed_price.subscription_id = price_change_plan.subscription_id
        AND agreed_price.run_id = price_change_plan.run_id
        AND agreed_price.withdrawn_at IS NULL
  )
