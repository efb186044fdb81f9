-- Terms that were charged to somebody else than who paid on their first day, as it was agreed when they were made; and subscriptions that
-- do not name the latest payer.
-- Reads   subscription_party, subscription, term, charge, customer
-- Writes  nothing
-- Again   safe
SELECT subscription.number, lower(term.sold_during) AS from_on, paying.number AS paying, charged.number AS charged
FROM subscription_party
JOIN subscription ON subscription.id = subscription_party.subscription_id
JOIN term
  ON term.subscription_id = subscription_party.subscription_id
 AND subscription_party.during @> lower(term.sold_during)
 -- What was made before the change, and invoiced, stays with who paid it.
 AND term.made_at >= subscription_party.placed_at
JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
JOIN customer AS paying ON paying.id = subscription_party.customer_id
JOIN customer AS charged ON charged.id = charge.payer_id
WHERE subscription_party.role = 'payer'
  AND subscription_party.withdrawn_at IS NULL
  AND charged.canonical_id <> paying.canonical_id
UNION ALL
SELECT subscription.number, lower(subscription_party.during), paying.number, named.number
FROM subscription_party
JOIN subscription ON subscription.id = subscription_party.subscription_id
JOIN customer AS paying ON paying.id = subscription_party.customer_id
JOIN customer AS named ON named.id = subscription.payer_id
WHERE subscription_party.role = 'payer'
  AND subscription_party.withdrawn_at IS NULL
  AND upper_inf(subscription_party.during)
  AND named.id <> paying.id
ORDER BY number, from_on
LIMIT 100
