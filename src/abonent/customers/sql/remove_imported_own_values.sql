-- Take away what the new customers of a batch say in own fields.
-- Reads   imported_row
-- Writes  own_value
-- Again   safe: by then there are none
DELETE FROM own_value
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND own_value.customer_id = imported_row.subject_id
