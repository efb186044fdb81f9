-- Until when people received or paid a subscription, by company; of everybody where no people are named.
-- Reads   subscription, subscription_expiry, legal_entity
-- Writes  nothing
-- Feeds   customers/gather_ties
-- Again   safe: a question
SELECT party.customer_id, legal_entity.country, subscription.entity_id, max(subscription_expiry.expires_on) AS latest_on
FROM subscription
JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
JOIN legal_entity ON legal_entity.id = subscription.entity_id
CROSS JOIN LATERAL (VALUES (subscription.subscriber_id), (subscription.payer_id)) AS party (customer_id)
WHERE %(people)s::bigint[] IS NULL OR subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[])
GROUP BY party.customer_id, legal_entity.country, subscription.entity_id
