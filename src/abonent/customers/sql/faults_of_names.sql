-- Rows without a name; a customer who is known already keeps his.
-- Reads   staged_customer, external_key
-- Feeds   imports/record_faults
SELECT staged_customer.line, 'name' AS field, 'name.missing' AS code, '{}'::jsonb AS parameters
FROM staged_customer
LEFT JOIN external_key ON external_key.source = %(key_source)s::text AND external_key.key = staged_customer.key
WHERE staged_customer.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
  AND staged_customer.given_name || staged_customer.family_name || staged_customer.organisation_name = ''
  AND external_key.id IS NULL
  AND staged_customer.faults IS NULL
