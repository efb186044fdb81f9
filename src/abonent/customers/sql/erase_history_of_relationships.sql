-- Take away to whom people had belonged.
-- Reads   nothing else
-- Writes  relationship_history
-- Again   safe: finds nothing the second time
DELETE FROM relationship_history
WHERE relationship_history.customer_id = ANY(%(people)s::bigint[])
   OR relationship_history.other_id = ANY(%(people)s::bigint[])
