-- Take away what was noted when people paused, in the history of their pauses.
-- Reads   subscription
-- Writes  pause_history.remark
-- Again   safe: a remark is taken once
UPDATE pause_history
SET remark = ''
FROM subscription
WHERE subscription.id = pause_history.subscription_id
  AND (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND pause_history.remark <> ''
