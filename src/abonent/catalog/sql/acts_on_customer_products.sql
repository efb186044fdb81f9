-- The acts on what people are to products, as what they are about.
-- Reads   customer_product, customer_product_history
-- Writes  nothing
-- Feeds   runs/erase_inverses
-- Again   safe: a question
SELECT 'customer_product'::text AS subject_kind, customer_product.id AS subject_id
FROM customer_product
WHERE customer_product.customer_id = ANY(%(people)s::bigint[])
UNION
SELECT 'customer_product', customer_product_history.pgh_obj_id
FROM customer_product_history
WHERE customer_product_history.customer_id = ANY(%(people)s::bigint[])
