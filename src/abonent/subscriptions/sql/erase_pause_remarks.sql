-- Take away what was noted when people paused.
-- Reads   subscription
-- Writes  pause.remark
-- Again   safe: a remark is taken once
UPDATE pause
SET remark = ''
FROM subscription
WHERE subscription.id = pause.subscription_id
  AND (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND pause.remark <> ''
