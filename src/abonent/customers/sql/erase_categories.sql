-- Take people out of the categories they were sorted into.
-- Reads   nothing else
-- Writes  categorised_customer
-- Again   safe: finds nothing the second time
DELETE FROM categorised_customer
WHERE categorised_customer.customer_id = ANY(%(people)s::bigint[])
