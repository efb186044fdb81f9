-- Take away what people were called.
-- Reads   nothing else
-- Writes  customer_history
-- Again   safe: finds nothing the second time
DELETE FROM customer_history
WHERE customer_history.pgh_obj_id = ANY(%(people)s::bigint[])
