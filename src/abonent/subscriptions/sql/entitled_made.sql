-- The subscriptions to something readable whose terms were made just now.
-- Reads   work_made, a work table of the session; readable_product
-- Writes  nothing
-- Feeds   subscriptions/forget_entitlements, subscriptions/write_entitlements
-- Again   safe: a question
SELECT DISTINCT work_made.subscription_id
FROM work_made
WHERE work_made.product_id IN (SELECT readable_product.product_id FROM readable_product)
