-- Take away what people said when they stopped.
-- Reads   subscription
-- Writes  cancellation.remark
-- Again   safe: a remark is taken once
UPDATE cancellation
SET remark = ''
FROM subscription
WHERE subscription.id = cancellation.subscription_id
  AND (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND cancellation.remark <> ''
