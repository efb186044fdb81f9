-- Take away who receives the papers of people elsewhere, and what was noted. The door stays, it is nobody's name.
-- Reads   subscription
-- Writes  redirect.receiver, redirect.remark
-- Again   safe: a name is taken once
UPDATE redirect
SET receiver = '', remark = ''
FROM subscription
WHERE subscription.id = redirect.subscription_id
  AND (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND (redirect.receiver <> '' OR redirect.remark <> '')
