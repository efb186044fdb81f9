-- What is charged and credited for terms, part by part, on the basis of their price list; whether it is invoiced or not. Those named; all if
-- none is.
-- Reads   term_charge, charge_component
-- Writes  nothing
-- Feeds   subscriptions/deferred_of_terms
-- Again   safe: a question
SELECT term_charge.term_id, charge_component.ordinal, '-infinity'::date AS known_on, sum(charge_component.amount) AS amount
FROM term_charge
JOIN charge_component ON charge_component.charge_id = term_charge.charge_id
WHERE %(terms)s::bigint[] IS NULL OR term_charge.term_id = ANY(%(terms)s::bigint[])
GROUP BY term_charge.term_id, charge_component.ordinal
