-- The terms that are sold for another number of copies than a change says, each to be settled.
-- Reads   copies_change, term
-- Writes  copies_settlement, one row per change and term that it touches
-- Again   safe: one that is there is left alone
INSERT INTO copies_settlement (change_id, term_id, sold, issues, amount)
SELECT copies_change.id, term.id, 0, 0, 0
FROM copies_change
JOIN term ON term.subscription_id = copies_change.subscription_id
WHERE copies_change.subscription_id = ANY(%(subscriptions)s::bigint[])
  AND copies_change.withdrawn_at IS NULL
  AND term.copies <> copies_change.copies
  AND upper(term.during) > copies_change.from_on
ON CONFLICT (change_id, term_id) DO NOTHING
