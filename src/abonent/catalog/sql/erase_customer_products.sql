-- Take away what people are to products.
-- Reads   nothing else
-- Writes  customer_product
-- Again   safe: finds nothing the second time
DELETE FROM customer_product
WHERE customer_product.customer_id = ANY(%(people)s::bigint[])
