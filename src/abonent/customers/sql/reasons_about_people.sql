-- The edits of people, of their addresses and of how they are reached.
-- Reads   customer_history, address_history, contact_point_history
-- Writes  nothing
-- Feeds   access/erase_reasons
-- Again   safe: a question
SELECT customer_history.pgh_context_id AS context_id
FROM customer_history
WHERE customer_history.pgh_obj_id = ANY(%(people)s::bigint[])
UNION
SELECT address_history.pgh_context_id
FROM address_history
WHERE address_history.customer_id = ANY(%(people)s::bigint[])
UNION
SELECT contact_point_history.pgh_context_id
FROM contact_point_history
WHERE contact_point_history.customer_id = ANY(%(people)s::bigint[])
