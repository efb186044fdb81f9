-- Take away the rows of files that people came in by.
-- Reads   staged_customer_match
-- Writes  staged_customer
-- Again   safe: finds nothing the second time
DELETE FROM staged_customer
USING staged_customer_match
WHERE staged_customer_match.customer_id = ANY(%(people)s::bigint[])
  AND staged_customer_match.batch_id = staged_customer.batch_id
  AND staged_customer_match.line = staged_customer.line
