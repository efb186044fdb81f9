-- The payments of people that the books keep, by country of the company.
-- Reads   payment, legal_entity
-- Writes  nothing
-- Again   safe: a question
SELECT legal_entity.country, count(*) AS pieces, max(payment.received_on) AS latest_on
FROM payment
JOIN legal_entity ON legal_entity.id = payment.entity_id
WHERE payment.customer_id = ANY(%(people)s::bigint[])
GROUP BY legal_entity.country
