-- Take away people's own references on their orders.
-- Reads   nothing else
-- Writes  subscription.reference
-- Again   safe: a reference is taken once
UPDATE subscription
SET reference = ''
WHERE (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND subscription.reference <> ''
