-- Put another place into an address that begins on the very day: it was wrong, nobody has moved twice.
-- Reads   nothing
-- Writes  address.place_id, address.care_of
-- Takes   handed_over (customer_id bigint, kind text, temporary boolean, place_id bigint, care_of text, begins_on date, ends_on date)
-- Again   safe: addresses that say the same are left alone
UPDATE address
SET place_id = handed_over.place_id, care_of = handed_over.care_of
FROM handed_over
WHERE address.customer_id = handed_over.customer_id
  AND address.kind = handed_over.kind
  AND address.temporary = handed_over.temporary
  AND lower(address.during) = handed_over.begins_on
  AND (address.place_id, address.care_of) IS DISTINCT FROM (handed_over.place_id, handed_over.care_of)
