-- Take away what people said about being contacted.
-- Reads   nothing else
-- Writes  consent
-- Again   safe: finds nothing the second time
DELETE FROM consent
WHERE consent.customer_id = ANY(%(people)s::bigint[])
