-- Terms for which pauses, stops, quantities and save offers together credit more than is charged.
-- Reads   term_charge, charge, term, subscription
-- Writes  nothing
-- Again   safe
WITH come_to AS (
    SELECT term_charge.term_id, sum(charge.amount) AS amount
    FROM term_charge
    JOIN charge ON charge.id = term_charge.charge_id
    GROUP BY term_charge.term_id
    HAVING sum(charge.amount) < 0
)
SELECT subscription.number, come_to.term_id, come_to.amount, term.currency
FROM come_to
JOIN term ON term.id = come_to.term_id
JOIN subscription ON subscription.id = term.subscription_id
ORDER BY subscription.number
LIMIT 100
