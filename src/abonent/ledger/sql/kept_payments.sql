-- The payments of people that the books keep, of each by country of the company.
-- Reads   payment, legal_entity
-- Writes  nothing
-- Again   safe: a question
SELECT payment.customer_id, legal_entity.country, count(*) AS pieces, max(payment.received_on) AS latest_on
FROM payment
JOIN legal_entity ON legal_entity.id = payment.entity_id
WHERE payment.customer_id = ANY(%(people)s::bigint[])
GROUP BY payment.customer_id, legal_entity.country
