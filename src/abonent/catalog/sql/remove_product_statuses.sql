-- Take statuses with products away, and say what they were. With `only_status` those alone that are still as they were then given.
-- Reads   nothing else
-- Writes  customer_product
-- Again   safe: finds nothing the second time
DELETE FROM customer_product
USING unnest(%(customers)s::bigint[], %(products)s::bigint[]) AS pair (customer_id, product_id)
WHERE customer_product.customer_id = pair.customer_id
  AND customer_product.product_id = pair.product_id
  AND (%(only_status)s::bigint IS NULL
       OR (customer_product.status_id = %(only_status)s::bigint AND customer_product.since = %(only_since)s::date))
RETURNING
    customer_product.id, customer_product.customer_id AS customer, customer_product.product_id AS product,
    customer_product.status_id AS status, customer_product.since::text AS since, customer_product.seller_id AS seller,
    customer_product.source, customer_product.note
