-- The rows of a file of orders that are about the same customer and product as some rows are, and these.
-- Reads   known_order
SELECT beside.line
FROM known_order AS named
JOIN known_order AS beside
  ON beside.batch_id = named.batch_id
 AND (beside.line = named.line OR (beside.customer_id = named.customer_id AND beside.product_id = named.product_id))
WHERE named.batch_id = %(batch)s::bigint
  AND named.line = ANY(%(lines)s::integer[])
