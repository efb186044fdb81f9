-- Take away who receives the papers of people elsewhere, and what was noted, in the history of their redirects. The door stays, it is nobody's name.
-- Reads   subscription
-- Writes  redirect_history.receiver, redirect_history.remark
-- Again   safe: a name is taken once
UPDATE redirect_history
SET receiver = '', remark = ''
FROM subscription
WHERE subscription.id = redirect_history.subscription_id
  AND (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND (redirect_history.receiver <> '' OR redirect_history.remark <> '')
