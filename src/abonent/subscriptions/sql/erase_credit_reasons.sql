-- Take away why orders of people were taken above their credit limit.
-- Reads   subscription
-- Writes  credit_exception.reason
-- Again   safe: a reason is taken once
UPDATE credit_exception
SET reason = ''
FROM subscription
WHERE subscription.id = credit_exception.subscription_id
  AND (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND credit_exception.reason <> ''
