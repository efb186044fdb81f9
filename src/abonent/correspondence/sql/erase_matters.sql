-- Take away the cases of people.
-- Reads   nothing else
-- Writes  matter
-- Again   safe: finds nothing the second time
DELETE FROM matter
WHERE matter.customer_id = ANY(%(people)s::bigint[])
