-- The renewal letters that a run wrote.
-- Reads   renewal_notice, subscription
-- Writes  nothing
-- Feeds   distribution/homes_of_letters
-- Again   safe: a question
SELECT renewal_notice.id AS of_id, renewal_notice.customer_id, renewal_notice.subscription_id, subscription.number::text AS number
FROM renewal_notice
JOIN subscription ON subscription.id = renewal_notice.subscription_id
WHERE renewal_notice.run_id = %(run)s::bigint AND renewal_notice.channel = 'letter'
