-- Take away the keys that other systems know people by.
-- Reads   nothing else
-- Writes  external_key
-- Again   safe: finds nothing the second time
DELETE FROM external_key
WHERE external_key.customer_id = ANY(%(people)s::bigint[])
