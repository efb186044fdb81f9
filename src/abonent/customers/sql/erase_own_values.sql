-- Take away what was written of people in own fields.
-- Reads   nothing else
-- Writes  own_value
-- Again   safe: finds nothing the second time
DELETE FROM own_value
WHERE own_value.customer_id = ANY(%(people)s::bigint[])
