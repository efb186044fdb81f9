-- Take away the new customers of a batch.
-- Reads   imported_row
-- Writes  customer
-- Again   safe: by then there are none
DELETE FROM customer
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND customer.id = imported_row.subject_id
