-- The subscriptions that could bring some issues, each with the issue: as subscriptions/copies_in_question asks for one.
-- Reads   issue, product_component, subscription, subscription_expiry, cancellation
-- Writes  nothing
-- Feeds   subscriptions/issue_destinations
-- Again   safe: a question
SELECT subscription.id AS subscription_id, issue.id AS issue_id
FROM issue
JOIN product_component ON product_component.edition_id = issue.edition_id
JOIN subscription ON subscription.product_id = product_component.product_id
JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
LEFT JOIN cancellation ON cancellation.subscription_id = subscription.id AND cancellation.withdrawn_at IS NULL
WHERE issue.id = ANY(%(issues)s::bigint[])
  AND subscription.delivery_method <> 'none'
  AND subscription.started_on < issue.published_on + 28
  AND (subscription_expiry.expires_on > issue.published_on - 28 OR cancellation.id IS NULL)
