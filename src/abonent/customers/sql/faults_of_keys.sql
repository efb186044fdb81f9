-- Rows without a key, and rows whose key another row has as well.
-- Reads   staged_customer
-- Feeds   imports/record_faults
WITH keyed AS (
    SELECT
        staged_customer.line, staged_customer.key,
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
SELECT keyed.line, 'key', 'key.twice', jsonb_build_object('key', keyed.key, 'other', coalesce(keyed.before, keyed.after))
FROM keyed
WHERE keyed.key <> '' AND coalesce(keyed.before, keyed.after) IS NOT NULL
