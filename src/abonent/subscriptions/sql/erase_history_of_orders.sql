-- Take away people's own references in the history of their orders.
-- Reads   nothing else
-- Writes  subscription_history.reference
-- Again   safe: a reference is taken once
UPDATE subscription_history
SET reference = ''
WHERE (subscription_history.subscriber_id = ANY(%(people)s::bigint[]) OR subscription_history.payer_id = ANY(%(people)s::bigint[]))
  AND subscription_history.reference <> ''
