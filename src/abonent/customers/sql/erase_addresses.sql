-- Take away where people live.
-- Reads   nothing else
-- Writes  address
-- Again   safe: finds nothing the second time
DELETE FROM address
WHERE address.customer_id = ANY(%(people)s::bigint[])
