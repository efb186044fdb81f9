-- Say what customers are to products of which nothing was said, under the ids that were taken for it; without a day,
-- since today.
-- Reads   staged_customer_product
-- Writes  customer_product, one row per new row of the file
-- Again   safe: it is said once
INSERT INTO customer_product (id, customer_id, product_id, status_id, since, seller_id, source, note)
SELECT
    staged.customer_product_id, staged.customer_id, staged.product_id, staged.status_id,
    coalesce(nullif(staged.since, '')::date, %(today)s::date), staged.seller_id, staged.source, staged.note
FROM staged_customer_product AS staged
WHERE staged.batch_id = %(batch)s::bigint
  AND staged.outcome = 'new'
ORDER BY staged.line
ON CONFLICT DO NOTHING
