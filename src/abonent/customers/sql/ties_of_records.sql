-- The day on which each customer was registered; of everybody where no people are named.
-- Reads   customer
-- Writes  nothing
-- Feeds   customers/gather_ties
-- Again   safe: a question
SELECT customer.id AS customer_id, customer.country, NULL::bigint AS entity_id, (customer.created_at AT TIME ZONE 'UTC')::date AS latest_on
FROM customer
WHERE %(people)s::bigint[] IS NULL OR customer.id = ANY(%(people)s::bigint[])
