-- The rows of a batch that share a key, or the customer behind it, with the rows named: what is wrong with one may be wrong with the other.
-- Reads   staged_customer, customer_key
WITH named AS (
    SELECT staged_customer.key, customer_key.customer_id
    FROM staged_customer
    LEFT JOIN customer_key ON customer_key.source = %(key_source)s::text AND customer_key.key = staged_customer.key
    WHERE staged_customer.batch_id = %(batch)s::bigint
      AND staged_customer.line = ANY(%(lines)s::integer[])
      AND staged_customer.key <> ''
),
shared AS (
    SELECT named.key
    FROM named
    UNION
    SELECT customer_key.key
    FROM named
    JOIN customer_key ON customer_key.customer_id = named.customer_id AND customer_key.source = %(key_source)s::text
)
SELECT staged_customer.line
FROM shared
JOIN staged_customer ON staged_customer.batch_id = %(batch)s::bigint AND staged_customer.key = shared.key
