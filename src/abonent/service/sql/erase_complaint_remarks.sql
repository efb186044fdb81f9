-- Take away what was noted when people complained. The door stays, it is nobody's name.
-- Reads   subscription
-- Writes  delivery_complaint.remark
-- Again   safe: a remark is taken once
UPDATE delivery_complaint
SET remark = ''
FROM subscription
WHERE subscription.id = delivery_complaint.subscription_id
  AND (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND delivery_complaint.remark <> ''
