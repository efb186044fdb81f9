-- Take away to whom people belonged.
-- Reads   nothing else
-- Writes  relationship
-- Again   safe: finds nothing the second time
DELETE FROM relationship
WHERE relationship.customer_id = ANY(%(people)s::bigint[])
   OR relationship.other_id = ANY(%(people)s::bigint[])
