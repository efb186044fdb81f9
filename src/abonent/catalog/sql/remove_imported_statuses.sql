-- Take away the statuses with products that a batch has brought.
-- Reads   imported_row
-- Writes  customer_product
-- Again   safe: by then there are none
DELETE FROM customer_product
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND customer_product.id = imported_row.subject_id
