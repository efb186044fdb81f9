-- Take away what notes and calls said before.
-- Reads   nothing else
-- Writes  interaction_history
-- Again   safe: finds nothing the second time
DELETE FROM interaction_history
WHERE interaction_history.customer_id = ANY(%(people)s::bigint[])
