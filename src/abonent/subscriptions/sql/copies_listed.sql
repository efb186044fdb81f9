-- Copies of an issue of one kind, in the order of their subscriptions, after a subscription that was listed before.
-- Takes   handed_over (subscription_id bigint, outcome text, delivery_method text, is_electronic boolean, copies integer, place_id bigint, receiver text,
--         is_temporary boolean, in_grace boolean)
-- Reads   subscription
-- Writes  nothing
-- Again   safe: a question
SELECT
    handed_over.subscription_id, handed_over.outcome, handed_over.delivery_method, handed_over.is_electronic, handed_over.copies,
    handed_over.place_id, handed_over.receiver, handed_over.is_temporary, handed_over.in_grace, subscription.number
FROM handed_over
JOIN subscription ON subscription.id = handed_over.subscription_id
WHERE handed_over.outcome = ANY(%(outcomes)s::text[])
  AND (%(delivery_method)s::text = '' OR handed_over.delivery_method = %(delivery_method)s::text)
  AND (NOT %(without_door)s::boolean OR handed_over.place_id IS NULL AND handed_over.delivery_method IN ('carrier', 'post'))
  AND (NOT %(in_grace)s::boolean OR handed_over.in_grace)
  AND subscription.number > %(after)s::bigint
ORDER BY subscription.number
LIMIT %(at_most)s::integer
