-- Empty the own fields in which nothing is to stand any more.
-- Reads   nothing else
-- Writes  own_value
-- Takes   handed_over (customer_id bigint, field_id bigint, said text)
-- Again   safe: by then they are empty
DELETE FROM own_value
USING handed_over
WHERE own_value.customer_id = handed_over.customer_id
  AND own_value.field_id = handed_over.field_id
  AND handed_over.said = ''
