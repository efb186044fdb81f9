-- The subscriptions that people receive, pay or mediate and that are not over, once for each of the three.
-- Reads   subscription, subscription_expiry, subscription_party
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
UNION
SELECT subscription_party.customer_id, subscription_party.subscription_id
FROM subscription_party
JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription_party.subscription_id
WHERE subscription_party.customer_id = ANY(%(people)s::bigint[])
  AND subscription_party.role <> 'orderer'
  AND subscription_party.withdrawn_at IS NULL
  AND (upper_inf(subscription_party.during) OR upper(subscription_party.during) > %(today)s::date)
  AND subscription_expiry.expires_on > %(today)s::date
