-- Take away how people had been sorted.
-- Reads   nothing else
-- Writes  categorised_customer_history
-- Again   safe: finds nothing the second time
DELETE FROM categorised_customer_history
WHERE categorised_customer_history.customer_id = ANY(%(people)s::bigint[])
