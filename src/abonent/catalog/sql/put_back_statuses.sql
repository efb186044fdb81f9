-- Let the statuses with products that a batch has changed say again what they said before.
-- Reads   imported_row
-- Writes  customer_product
-- Again   safe: by then they say it
UPDATE customer_product
SET status_id = former.status_id, since = former.since, seller_id = former.seller_id, source = former.source, note = former.note
FROM imported_row
CROSS JOIN LATERAL jsonb_to_record(imported_row.before -> 'status') AS former (
    status_id bigint, since date, seller_id bigint, source text, note text
)
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
  AND customer_product.id = imported_row.subject_id
  AND (customer_product.status_id, customer_product.since, customer_product.seller_id, customer_product.source, customer_product.note)
      IS DISTINCT FROM (former.status_id, former.since, former.seller_id, former.source, former.note)
