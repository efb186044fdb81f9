-- The customers of a list of ids and those they stand for, to be handed to a statement.
-- Reads   customer
-- Feeds   customers/refresh_search, customers/recompute_canonical
SELECT unnest(%(customer_ids)s::bigint[]) AS customer_id
UNION
SELECT customer.canonical_id
FROM customer
WHERE customer.id = ANY (%(customer_ids)s::bigint[])
