-- Let what the subscriber reads until the first day of terms that a chunk made be read to their end, where nothing but terms decides it.
-- Reads   work_made, a work table of the session; pause
-- Writes  entitlement
-- Again   safe: what reaches the end already is left alone
WITH sold AS (
    SELECT
        work_made.subscription_id, work_made.product_id,
        min(lower(work_made.sold_during)) AS from_on, max(upper(work_made.sold_during)) AS until
    FROM work_made
    GROUP BY work_made.subscription_id, work_made.product_id
    -- One after the other, without a gap.
    HAVING sum(upper(work_made.sold_during) - lower(work_made.sold_during)) = max(upper(work_made.sold_during)) - min(lower(work_made.sold_during))
)
UPDATE entitlement
SET during = daterange(lower(entitlement.during), sold.until)
FROM sold
WHERE entitlement.subscription_id = sold.subscription_id
  AND entitlement.product_id = sold.product_id
  AND entitlement.source = 'subscriber'
  AND upper(entitlement.during) = sold.from_on
  AND NOT EXISTS (
      SELECT FROM pause WHERE pause.subscription_id = sold.subscription_id AND pause.withdrawn_at IS NULL AND NOT pause.digital_goes_on
  )
