-- The customers of whom something is written in an own field; a merged record stands for the one it was merged into.
-- Reads   own_value, customer
-- Feeds   customers/refresh_search
-- Again   safe: a question
SELECT DISTINCT customer.canonical_id AS customer_id
FROM own_value
JOIN customer ON customer.id = own_value.customer_id
WHERE own_value.field_id = %(field)s::bigint
