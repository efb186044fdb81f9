-- The statuses with products that a batch is about to say or change; of those it changes what they say now.
-- Reads   staged_customer_product, customer_product
-- Feeds   imports/keep_before_values
SELECT
    staged.customer_product_id AS subject_id, staged.line, staged.outcome = 'new' AS is_new,
    jsonb_build_object('customer_id', staged.customer_id) || CASE WHEN staged.outcome = 'new' THEN '{}' ELSE jsonb_build_object(
        'status', jsonb_build_object(
            'status_id', present.status_id, 'since', present.since, 'seller_id', present.seller_id, 'source', present.source,
            'note', present.note
        )
    ) END AS before
FROM staged_customer_product AS staged
LEFT JOIN customer_product AS present ON present.id = staged.customer_product_id
WHERE staged.batch_id = %(batch)s::bigint
  AND staged.outcome IN ('new', 'changed')
