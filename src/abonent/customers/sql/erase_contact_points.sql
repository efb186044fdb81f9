-- Take away how people are reached.
-- Reads   nothing else
-- Writes  contact_point
-- Again   safe: finds nothing the second time
DELETE FROM contact_point
WHERE contact_point.customer_id = ANY(%(people)s::bigint[])
