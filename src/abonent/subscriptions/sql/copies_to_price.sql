-- The changes of copies that touch terms whose price for the new number is not known, in the order of their days.
-- Reads   copies_change, copies_settlement
-- Writes  nothing
-- Again   safe: a question
SELECT copies_change.subscription_id, copies_change.id AS change_id
FROM copies_change
WHERE copies_change.subscription_id = ANY(%(subscriptions)s::bigint[])
  AND copies_change.withdrawn_at IS NULL
  AND EXISTS (SELECT FROM copies_settlement WHERE copies_settlement.change_id = copies_change.id AND copies_settlement.price IS NULL)
ORDER BY copies_change.subscription_id, copies_change.from_on
