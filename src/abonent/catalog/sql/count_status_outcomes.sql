-- How many rows of a file of statuses with products are new, changed and the same.
-- Reads   staged_customer_product
SELECT
    count(*) FILTER (WHERE staged_customer_product.outcome = 'new') AS new,
    count(*) FILTER (WHERE staged_customer_product.outcome = 'changed') AS changed,
    count(*) FILTER (WHERE staged_customer_product.outcome = 'same') AS same
FROM staged_customer_product
WHERE staged_customer_product.batch_id = %(batch)s::bigint
