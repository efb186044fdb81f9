-- Terms at a new price of which the payer was not told, or later than the notice asks for.
-- Reads   price_notice, term, subscription
-- Writes  nothing
-- Again   safe
SELECT subscription.number, price_notice.from_on, price_notice.latest_on, coalesce(price_notice.told_on::text, '–') AS told_on
FROM price_notice
JOIN subscription ON subscription.id = price_notice.subscription_id
WHERE price_notice.withdrawn_at IS NULL
  AND (price_notice.told_on IS NULL OR price_notice.told_on > price_notice.latest_on)
  AND EXISTS (
      SELECT
      FROM term
      WHERE term.subscription_id = price_notice.subscription_id
        AND lower(term.sold_during) >= price_notice.from_on
        AND NOT isempty(term.during)
  )
ORDER BY subscription.number
LIMIT 100
