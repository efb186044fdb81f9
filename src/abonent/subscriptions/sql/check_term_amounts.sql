-- Terms for which pauses, stops, quantities and save offers together credit more of a part than is charged for it.
-- Reads   term_charge, charge_component, term, subscription
-- Writes  nothing
-- Again   safe
WITH come_to AS (
    SELECT term_charge.term_id, charge_component.ordinal, sum(charge_component.amount) AS amount
    FROM term_charge
    JOIN charge_component ON charge_component.charge_id = term_charge.charge_id
    GROUP BY term_charge.term_id, charge_component.ordinal
    HAVING sum(charge_component.amount) < 0
)
SELECT subscription.number, come_to.term_id, come_to.ordinal, come_to.amount, term.currency
FROM come_to
JOIN term ON term.id = come_to.term_id
JOIN subscription ON subscription.id = term.subscription_id
ORDER BY subscription.number, come_to.ordinal
LIMIT 100
