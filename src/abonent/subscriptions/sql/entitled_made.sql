-- The subscriptions to something readable whose terms were made just now and whose readers do not follow from the terms alone: with a seat,
-- a network or a pause, or where what the subscriber reads does not reach the end of the terms.
-- Reads   work_made, a work table of the session; readable_product, seat, reading_network, pause, entitlement
-- Writes  nothing
-- Again   safe: a question
WITH sold AS (
    SELECT work_made.subscription_id, readable_product.edition_id, work_made.product_id, max(upper(work_made.sold_during)) AS until
    FROM work_made
    JOIN readable_product ON readable_product.product_id = work_made.product_id
    GROUP BY work_made.subscription_id, readable_product.edition_id, work_made.product_id
)
SELECT DISTINCT sold.subscription_id
FROM sold
WHERE NOT EXISTS (
        SELECT
        FROM entitlement
        WHERE entitlement.subscription_id = sold.subscription_id
          AND entitlement.source = 'subscriber'
          AND entitlement.product_id = sold.product_id
          AND entitlement.edition_id IS NOT DISTINCT FROM sold.edition_id
          AND upper(entitlement.during) = sold.until
      )
   OR EXISTS (SELECT FROM seat WHERE seat.subscription_id = sold.subscription_id AND seat.withdrawn_at IS NULL)
   OR EXISTS (SELECT FROM reading_network WHERE reading_network.subscription_id = sold.subscription_id AND reading_network.withdrawn_at IS NULL)
   OR EXISTS (SELECT FROM pause WHERE pause.subscription_id = sold.subscription_id AND pause.withdrawn_at IS NULL)
