-- Nobody is to be told any more of a price that is taken back; who was told stays.
-- Reads   agreed_price
-- Writes  price_notice.withdrawn_at
-- Again   safe: what is withdrawn stays so
UPDATE price_notice
SET withdrawn_at = abonent_now()
WHERE price_notice.run_id = %(run)s::bigint
  AND price_notice.withdrawn_at IS NULL
  AND NOT EXISTS (
      SELECT
      FROM agreed_price
      WHERE agreed_price.run_id = price_notice.run_id
        AND agreed_price.subscription_id = price_notice.subscription_id
        AND agreed_price.withdrawn_at IS NULL
  )
