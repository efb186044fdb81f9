-- The subscriptions that people receive or pay and that are not over.
-- Reads   subscription, subscription_expiry
-- Writes  nothing
-- Again   safe: a question
SELECT subscription.id
FROM subscription
JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
WHERE (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND subscription_expiry.expires_on > %(today)s::date
