-- Hold the statuses with products of a batch, so that nobody changes them while the import is undone.
-- Reads   imported_row, customer_product
SELECT customer_product.id
FROM imported_row
JOIN customer_product ON customer_product.id = imported_row.subject_id
WHERE imported_row.batch_id = %(batch)s::bigint
ORDER BY customer_product.id
FOR UPDATE OF customer_product
