-- What the reader in the child process found wrong with single cells.
-- Reads   staged_customer
-- Feeds   imports/record_faults
SELECT staged_customer.line, found.fault ->> 0 AS field, found.fault ->> 1 AS code, found.fault -> 2 AS parameters
FROM staged_customer
CROSS JOIN LATERAL jsonb_array_elements(staged_customer.faults) AS found (fault)
WHERE staged_customer.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
  AND staged_customer.faults IS NOT NULL
