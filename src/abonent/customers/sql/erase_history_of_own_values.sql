-- Take away what had been written of people in own fields.
-- Reads   nothing else
-- Writes  own_value_history
-- Again   safe: finds nothing the second time
DELETE FROM own_value_history
WHERE own_value_history.customer_id = ANY(%(people)s::bigint[])
