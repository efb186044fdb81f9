-- Rows without a name; a customer who is known already keeps his, unless it was emptied in a workbook.
-- Reads   staged_customer, customer_key
-- Feeds   imports/record_faults
SELECT staged_customer.line, 'name' AS field, 'name.missing' AS code, '{}'::jsonb AS parameters
FROM staged_customer
LEFT JOIN customer_key ON customer_key.source = %(key_source)s::text AND customer_key.key = staged_customer.key
WHERE staged_customer.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
  AND staged_customer.given_name || staged_customer.family_name || staged_customer.organisation_name = ''
  AND (customer_key.customer_id IS NULL OR staged_customer.emptied ~ '\m(given_name|family_name|organisation_name)\M')
  AND staged_customer.faults IS NULL
