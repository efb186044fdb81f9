-- Take away what was said with people.
-- Reads   nothing else
-- Writes  interaction
-- Again   safe: finds nothing the second time
DELETE FROM interaction
WHERE interaction.customer_id = ANY(%(people)s::bigint[])
