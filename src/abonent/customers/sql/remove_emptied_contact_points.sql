-- Take away the preferred telephones, e-mail and web addresses that were emptied in a workbook.
-- Reads   staged_customer, staged_customer_match
-- Writes  contact_point
-- Again   safe: by then there are none
DELETE FROM contact_point
USING staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.is_reached_otherwise
  AND staged_customer.emptied <> ''
  AND contact_point.customer_id = staged_customer_match.customer_id
  AND contact_point.contact_person_id IS NULL
  AND contact_point.preferred
  AND contact_point.kind = ANY(string_to_array(staged_customer.emptied, ' '))
