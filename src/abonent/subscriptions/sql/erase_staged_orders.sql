-- Take away the rows of files of orders that are about people.
-- Reads   nothing else
-- Writes  staged_order
-- Again   safe: finds nothing the second time
DELETE FROM staged_order
WHERE staged_order.customer_id = ANY(%(people)s::bigint[])
