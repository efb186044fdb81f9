-- Take away what people had printed on the cards of their gifts.
-- Reads   subscription
-- Writes  gift.card_text
-- Again   safe: words are taken once
UPDATE gift
SET card_text = ''
FROM subscription
WHERE subscription.id = gift.subscription_id
  AND (subscription.subscriber_id = ANY(%(people)s::bigint[]) OR subscription.payer_id = ANY(%(people)s::bigint[]))
  AND gift.card_text <> ''
