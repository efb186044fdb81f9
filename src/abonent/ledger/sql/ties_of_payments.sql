-- The latest day on which each customer paid or was paid back, by company; of everybody where no people are named.
-- Reads   payment, legal_entity
-- Writes  nothing
-- Feeds   customers/gather_ties
-- Again   safe: a question
SELECT payment.customer_id, legal_entity.country, payment.entity_id, max(payment.received_on) AS latest_on
FROM payment
JOIN legal_entity ON legal_entity.id = payment.entity_id
WHERE %(people)s::bigint[] IS NULL OR payment.customer_id = ANY(%(people)s::bigint[])
GROUP BY payment.customer_id, legal_entity.country, payment.entity_id
