-- Give the new customers of a batch the keys by which the source knows them.
-- Reads   staged_customer, staged_customer_match
-- Writes  external_key, one row per new row of the file
-- Again   safe: a key is given once
INSERT INTO external_key (source, key, customer_id)
SELECT %(key_source)s::text, staged_customer.key, staged_customer_match.customer_id
FROM staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.is_new
ORDER BY staged_customer_match.line
ON CONFLICT (source, key) DO NOTHING
