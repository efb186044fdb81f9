-- The subscriptions that people receive or pay and that are not over, once for each of the two.
-- Reads   subscription, subscription_expiry
-- Writes  nothing
-- Again   safe: a question
SELECT subscription.subscriber_id AS customer_id, subscription.id AS row_id
FROM subscription
JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
WHERE subscription.subscriber_id = ANY(%(people)s::bigint[])
  AND subscription_expiry.expires_on > %(today)s::date
UNION
SELECT subscription.payer_id, subscription.id
FROM subscription
JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
WHERE subscription.payer_id = ANY(%(people)s::bigint[])
  AND subscription_expiry.expires_on > %(today)s::date
