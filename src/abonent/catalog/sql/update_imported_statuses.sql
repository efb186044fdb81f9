-- Bring what the file says otherwise into the statuses that are known; an empty cell leaves what is there. Another
-- status without a day holds since today.
-- Reads   staged_customer_product
-- Writes  customer_product
-- Again   safe: by then nothing is otherwise
UPDATE customer_product
SET status_id = said.status_id, since = said.since, seller_id = said.seller_id, source = said.source, note = said.note
FROM (
    SELECT
        known.id,
        coalesce(staged.status_id, known.status_id) AS status_id,
        CASE
            WHEN staged.since <> '' THEN staged.since::date
            WHEN staged.status_id <> known.status_id THEN %(today)s::date
            ELSE known.since
        END AS since,
        coalesce(staged.seller_id, known.seller_id) AS seller_id,
        coalesce(nullif(staged.source, ''), known.source) AS source,
        coalesce(nullif(staged.note, ''), known.note) AS note
    FROM staged_customer_product AS staged
    JOIN customer_product AS known ON known.id = staged.customer_product_id
    WHERE staged.batch_id = %(batch)s::bigint
      AND staged.outcome = 'changed'
) AS said
WHERE customer_product.id = said.id
  AND (customer_product.status_id, customer_product.since, customer_product.seller_id, customer_product.source, customer_product.note)
      IS DISTINCT FROM (said.status_id, said.since, said.seller_id, said.source, said.note)
