-- Give the new customers of a batch their delivery address from today. They have no other, so there is nothing to end or correct.
-- Reads   staged_customer, staged_customer_match, place
-- Writes  address, one row per new customer with a place
-- Again   safe: an address that is there is left alone
INSERT INTO address (customer_id, kind, temporary, place_id, care_of, during)
SELECT staged_customer_match.customer_id, 'delivery', false, place.id, staged_customer.care_of, daterange(%(today)s::date, NULL)
FROM staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
JOIN place ON place.door = staged_customer_match.door
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.is_new
ORDER BY staged_customer_match.line
ON CONFLICT ON CONSTRAINT address_of_one_kind_at_a_time DO NOTHING
