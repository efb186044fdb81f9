-- Take away what people had printed on the cards of their gifts, in the history of these.
-- Reads   subscription
-- Writes  gift_history.card_text
-- Again   safe: words are taken once
UPDATE gift_history
SET card_text = ''
FROM subscription
WHERE subscription.id = gift_history.subscription_id
  AND (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND gift_history.card_text <> ''
