-- The letters about a new price that a run wants sent and that were not taken back with it.
-- Reads   price_notice, subscription
-- Writes  nothing
-- Feeds   distribution/homes_of_letters
-- Again   safe: a question
SELECT price_notice.id AS of_id, price_notice.customer_id, price_notice.subscription_id, subscription.number::text AS number
FROM price_notice
JOIN subscription ON subscription.id = price_notice.subscription_id
WHERE price_notice.run_id = %(run)s::bigint AND price_notice.channel = 'letter' AND price_notice.withdrawn_at IS NULL
