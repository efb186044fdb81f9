-- The doors of new and moved customers of a batch.
-- Reads   staged_customer, staged_customer_match
-- Feeds   customers/ensure_places
SELECT
    staged_customer.country_assumed AS country, staged_customer.postal_code, staged_customer.town, staged_customer.street,
    staged_customer.number, staged_customer.staircase, staged_customer.flat
FROM staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.door IS NOT NULL
  AND (staged_customer_match.is_new OR staged_customer_match.lives_elsewhere)
