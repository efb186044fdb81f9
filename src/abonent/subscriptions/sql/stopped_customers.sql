-- Whose subscriptions have ended on the day or in the time before it because somebody cancelled them.
-- Reads   cancellation, subscription, customer
-- Writes  nothing
-- Feeds   customers/contactable
-- Again   safe: a question
SELECT DISTINCT subscriber.canonical_id AS customer_id
FROM cancellation
JOIN subscription ON subscription.id = cancellation.subscription_id
JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
WHERE cancellation.withdrawn_at IS NULL
  AND cancellation.from_on > %(since)s::date
  AND cancellation.from_on <= %(today)s::date
