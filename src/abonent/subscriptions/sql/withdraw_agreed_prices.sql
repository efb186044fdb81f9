-- Take back the prices that a price change agreed, but for subscriptions that have a term at the new price already.
-- Reads   agreed_price, price_change_plan, term
-- Writes  agreed_price.withdrawn_at
-- Again   safe: what is withdrawn stays so
UPDATE agreed_price
SET withdrawn_at = abonent_now()
FROM price_change_plan
WHERE agreed_price.run_id = %(run)s::bigint
  AND agreed_price.withdrawn_at IS NULL
  AND price_change_plan.run_id = %(run)s::bigint
  AND price_change_plan.subscription_id = agreed_price.subscription_id
  AND NOT EXISTS (
      SELECT
      FROM term
      WHERE term.subscription_id = agreed_price.subscription_id
        AND lower(term.sold_during) >= price_change_plan.first_on
  )
