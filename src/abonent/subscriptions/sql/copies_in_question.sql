-- The subscriptions that could bring an issue: those of its products that begin no later than four weeks after it and have not ended more
-- than four weeks before it. One that ran out without a cancellation stays in question. Edition and day are said beside the issue, for
-- the planner to know how many there are.
-- Reads   product_component, subscription, subscription_expiry, cancellation
-- Writes  nothing
-- Feeds   subscriptions/issue_destinations
-- Again   safe: a question
SELECT subscription.id AS subscription_id, %(issue)s::bigint AS issue_id
FROM subscription
JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
LEFT JOIN cancellation ON cancellation.subscription_id = subscription.id AND cancellation.withdrawn_at IS NULL
WHERE subscription.product_id IN (
    SELECT product_component.product_id
    FROM product_component
    WHERE product_component.edition_id = %(edition)s::bigint
)
  AND subscription.delivery_method <> 'none'
  AND subscription.started_on < %(published_on)s::date + 28
  AND (subscription_expiry.expires_on > %(published_on)s::date - 28 OR cancellation.id IS NULL)
