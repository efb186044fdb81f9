-- Terms for which pauses, stops, quantities, save offers and issues that did not come together credit more of a part than is charged for it.
-- Reads   charge_of_term, charge_component, term, subscription
-- Writes  nothing
-- Again   safe
WITH come_to AS (
    SELECT charge_of_term.term_id, charge_component.ordinal, sum(charge_component.amount) AS amount
    FROM charge_of_term
    JOIN charge_component ON charge_component.charge_id = charge_of_term.charge_id
    GROUP BY charge_of_term.term_id, charge_component.ordinal
    HAVING sum(charge_component.amount) < 0
)
SELECT subscription.number, come_to.term_id, come_to.ordinal, come_to.amount, term.currency
FROM come_to
JOIN term ON term.id = come_to.term_id
JOIN subscription ON subscription.id = term.subscription_id
ORDER BY subscription.number, come_to.ordinal
LIMIT 100
