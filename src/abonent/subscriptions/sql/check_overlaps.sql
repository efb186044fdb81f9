-- Subscriptions with a term that begins before the one before it ends.
-- Reads   term, subscription
-- Writes  nothing
-- Again   safe
WITH neighbours AS (
    SELECT
        term.subscription_id, term.during,
        lead(term.during) OVER (PARTITION BY term.subscription_id ORDER BY lower(term.during)) AS later
    FROM term
    WHERE NOT isempty(term.during)
)
SELECT subscription.number, neighbours.during::text AS during, neighbours.later::text AS later
FROM neighbours
JOIN subscription ON subscription.id = neighbours.subscription_id
WHERE neighbours.during && neighbours.later
ORDER BY subscription.number
LIMIT 100
