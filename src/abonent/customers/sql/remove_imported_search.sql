-- Take away what the new customers of a batch are found by.
-- Reads   imported_row
-- Writes  customer_search
-- Again   safe: by then there are none
DELETE FROM customer_search
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND customer_search.customer_id = imported_row.subject_id
