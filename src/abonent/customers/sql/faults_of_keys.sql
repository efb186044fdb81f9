-- Rows without a key, rows whose key another row has as well, and rows of a workbook whose key nothing in the register has.
-- Reads   staged_customer, customer_key
-- Feeds   imports/record_faults
WITH keyed AS (
    SELECT
        staged_customer.line, staged_customer.key, staged_customer.version,
        lag(staged_customer.line) OVER same_key AS before, lead(staged_customer.line) OVER same_key AS after
    FROM staged_customer
    WHERE staged_customer.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
    WINDOW same_key AS (PARTITION BY staged_customer.key ORDER BY staged_customer.line)
)
SELECT keyed.line, 'key' AS field, 'key.missing' AS code, '{}'::jsonb AS parameters
FROM keyed
WHERE keyed.key = ''
UNION ALL
SELECT
    keyed.line, 'key', CASE WHEN keyed.version <> '' THEN 'key.copied' ELSE 'key.twice' END,
    jsonb_build_object('key', keyed.key, 'other', coalesce(keyed.before, keyed.after))
FROM keyed
WHERE keyed.key <> '' AND coalesce(keyed.before, keyed.after) IS NOT NULL
UNION ALL
SELECT keyed.line, 'key', 'key.gone', jsonb_build_object('key', keyed.key)
FROM keyed
WHERE %(key_source)s::text = 'workbook'
  AND keyed.key <> ''
  AND keyed.key NOT LIKE 'new-%%'
  AND NOT EXISTS (SELECT 1 FROM customer_key WHERE customer_key.source = 'workbook' AND customer_key.key = keyed.key)
