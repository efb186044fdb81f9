-- Take away what people were to products.
-- Reads   nothing else
-- Writes  customer_product_history
-- Again   safe: finds nothing the second time
DELETE FROM customer_product_history
WHERE customer_product_history.customer_id = ANY(%(people)s::bigint[])
