-- Let statuses with products be what they were, but for those that somebody has changed since.
-- Reads   nothing else
-- Writes  customer_product
-- Again   safe: what is as it was is left alone
INSERT INTO customer_product (customer_id, product_id, status_id, since, seller_id, source, note)
SELECT former.customer, former.product, former.status, former.since, former.seller, former.source, former.note
FROM jsonb_to_recordset(%(before)s::jsonb)
    AS former (customer bigint, product bigint, status bigint, since date, seller bigint, source text, note text)
ON CONFLICT (customer_id, product_id) DO UPDATE
SET status_id = excluded.status_id, since = excluded.since, seller_id = excluded.seller_id, source = excluded.source, note = excluded.note
WHERE customer_product.status_id = %(only_status)s::bigint
  AND customer_product.since = %(only_since)s::date
  AND (customer_product.status_id, customer_product.since, customer_product.seller_id, customer_product.source, customer_product.note)
      IS DISTINCT FROM (excluded.status_id, excluded.since, excluded.seller_id, excluded.source, excluded.note)
