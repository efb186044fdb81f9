-- Take away what may not be read any more, or not on those days.
-- Takes   handed_over (subscription_id bigint)
-- Reads   entitlement_due
-- Writes  entitlement
-- Again   safe: what is due stays
DELETE FROM entitlement
USING handed_over
WHERE entitlement.subscription_id = handed_over.subscription_id
  AND NOT EXISTS (
      SELECT
      -- OFFSET keeps the view a question about this one subscription.
      FROM (SELECT * FROM entitlement_due WHERE entitlement_due.subscription_id = handed_over.subscription_id OFFSET 0) AS due
      WHERE (due.source, due.customer_id, due.network, due.product_id, due.edition_id, due.during)
            IS NOT DISTINCT FROM (
                entitlement.source::text, entitlement.customer_id, entitlement.network, entitlement.product_id, entitlement.edition_id,
                entitlement.during
            )
  )
