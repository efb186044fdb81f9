-- Take away the keys of the new customers of a batch.
-- Reads   imported_row
-- Writes  external_key
-- Again   safe: by then there are none
DELETE FROM external_key
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND external_key.customer_id = imported_row.subject_id
