-- Take away what the mandates of people were.
-- Reads   nothing else
-- Writes  mandate_history
-- Again   safe: finds nothing the second time
DELETE FROM mandate_history
WHERE mandate_history.customer_id = ANY(%(people)s::bigint[])
