-- Take away what the addresses of people were.
-- Reads   nothing else
-- Writes  address_history
-- Again   safe: finds nothing the second time
DELETE FROM address_history
WHERE address_history.customer_id = ANY(%(people)s::bigint[])
