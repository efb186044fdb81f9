-- What is charged and credited for the terms that paid for the copies, part by part; whether it is invoiced or not.
-- Reads   work_missing, a work table of the session; term_charge, charge_component
-- Writes  nothing
-- Feeds   subscriptions/deferred_of_terms
-- Again   safe: a question
SELECT term_charge.term_id, charge_component.ordinal, '-infinity'::date AS known_on, sum(charge_component.amount) AS amount
FROM term_charge
JOIN charge_component ON charge_component.charge_id = term_charge.charge_id
WHERE term_charge.term_id IN (SELECT work_missing.term_id FROM work_missing)
GROUP BY term_charge.term_id, charge_component.ordinal
