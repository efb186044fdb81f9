-- Terms that are delivered on other days than they were sold for although no pause touched their subscription and no
-- stop ended them early.
-- Reads   term, subscription, pause, early_end
-- Writes  nothing
-- Again   safe
SELECT subscription.number, term.sold_during::text AS sold_during, term.during::text AS during
FROM term
JOIN subscription ON subscription.id = term.subscription_id
WHERE term.during <> term.sold_during
  AND NOT EXISTS (SELECT FROM pause WHERE pause.subscription_id = term.subscription_id)
  AND NOT EXISTS (SELECT FROM early_end WHERE early_end.term_id = term.id AND early_end.withdrawn_at IS NULL)
ORDER BY subscription.number
LIMIT 100
