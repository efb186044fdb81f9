-- Take away the rows of files that say what people are to products.
-- Reads   nothing else
-- Writes  staged_customer_product
-- Again   safe: finds nothing the second time
DELETE FROM staged_customer_product
WHERE staged_customer_product.customer_id = ANY(%(people)s::bigint[])
