-- The new delivery addresses of known customers of a batch, from today.
-- Reads   staged_customer, staged_customer_match, place
-- Feeds   customers/end_former_addresses, customers/correct_addresses, customers/begin_addresses
SELECT
    staged_customer_match.customer_id, 'delivery'::text AS kind, false AS temporary, place.id AS place_id,
    staged_customer.care_of, %(today)s::date AS begins_on, NULL::date AS ends_on
FROM staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
JOIN place ON place.door = staged_customer_match.door
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.lives_elsewhere
