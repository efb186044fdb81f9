-- Forget what rows of a file of statuses with products come to, before that is asked again.
-- Reads   nothing
-- Writes  staged_customer_product
-- Again   safe: by then nothing is said
UPDATE staged_customer_product
SET customer_id = NULL, product_id = NULL, customer_product_id = NULL, status_id = NULL, seller_id = NULL, outcome = ''
WHERE staged_customer_product.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_customer_product.line = ANY(%(lines)s::integer[]))
  AND staged_customer_product.outcome <> ''
