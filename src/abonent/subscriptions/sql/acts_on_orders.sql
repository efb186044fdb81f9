-- The acts on the orders of people, as what they are about: their inverses may hold what was noted.
-- Reads   subscription
-- Writes  nothing
-- Feeds   runs/erase_inverses
-- Again   safe: a question
SELECT 'subscription'::text AS subject_kind, subscription.id AS subject_id
FROM subscription
WHERE subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[])
