-- The subscriptions to something readable for which a run made terms.
-- Reads   renewal_plan, subscription, readable_product
-- Writes  nothing
-- Feeds   subscriptions/forget_entitlements, subscriptions/write_entitlements
-- Again   safe: a question
SELECT DISTINCT renewal_plan.subscription_id
FROM renewal_plan
JOIN subscription ON subscription.id = renewal_plan.subscription_id
WHERE renewal_plan.run_id = %(run)s::bigint
  AND subscription.product_id IN (SELECT readable_product.product_id FROM readable_product)
