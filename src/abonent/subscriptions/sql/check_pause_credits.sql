-- Pauses whose charges do not come to the value of what they credit, or that credit more than a term costs.
-- Reads   term_adjustment, pause, subscription, term, charge
-- Writes  nothing
-- Again   safe
WITH valued AS (
    SELECT
        term_adjustment.id, pause.subscription_id, term_adjustment.amount, term.amount AS price,
        sum(term_adjustment.amount) OVER (PARTITION BY term_adjustment.term_id) AS of_term,
        coalesce((
            SELECT sum(charge.amount) FROM charge WHERE charge.source_kind = 'pause_credit' AND charge.source_id = term_adjustment.id
        ), 0) AS charged
    FROM term_adjustment
    JOIN pause ON pause.id = term_adjustment.pause_id
    JOIN term ON term.id = term_adjustment.term_id
)
SELECT subscription.number, valued.amount, valued.charged, valued.of_term, valued.price
FROM valued
JOIN subscription ON subscription.id = valued.subscription_id
WHERE valued.amount IS NULL OR valued.charged <> -valued.amount OR valued.of_term > valued.price
ORDER BY subscription.number
LIMIT 100
