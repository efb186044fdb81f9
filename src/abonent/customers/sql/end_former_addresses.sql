-- End the permanent addresses that a new one takes the place of, on the day it begins.
-- Reads   nothing
-- Writes  address.during
-- Takes   handed_over (customer_id bigint, kind text, temporary boolean, place_id bigint, care_of text, begins_on date, ends_on date)
-- Again   safe: what ends by then is left alone
UPDATE address
SET during = daterange(lower(address.during), handed_over.begins_on)
FROM handed_over
WHERE address.customer_id = handed_over.customer_id
  AND address.kind = handed_over.kind
  AND NOT address.temporary
  AND NOT handed_over.temporary
  AND address.during @> handed_over.begins_on
  AND lower(address.during) < handed_over.begins_on
