-- Rows with different keys of one and the same customer: it cannot be said which is right.
-- Reads   staged_customer, customer_key, customer
-- Feeds   imports/record_faults
WITH known AS (
    SELECT
        staged_customer.line,
        min(staged_customer.key) OVER customers <> max(staged_customer.key) OVER customers AS by_several_keys,
        lag(staged_customer.line) OVER same_customer AS before, lead(staged_customer.line) OVER same_customer AS after
    FROM staged_customer
    JOIN customer_key ON customer_key.source = %(key_source)s::text AND customer_key.key = staged_customer.key
    JOIN customer ON customer.id = customer_key.customer_id
    WHERE staged_customer.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
    WINDOW customers AS (PARTITION BY customer.canonical_id), same_customer AS (PARTITION BY customer.canonical_id ORDER BY staged_customer.line)
)
SELECT known.line, 'key' AS field, 'customer.twice' AS code, jsonb_build_object('other', coalesce(known.before, known.after)) AS parameters
FROM known
WHERE coalesce(known.before, known.after) IS NOT NULL
  AND known.by_several_keys
