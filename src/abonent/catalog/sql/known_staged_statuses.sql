-- The rows of a file of statuses with products of which something is known, each with that; a status and a colleague as the row writes them,
-- where they mean the same.
-- Reads   staged_customer_product, known_customer_product, customer_product, product_status_word, known_word
SELECT
    staged.line,
    CASE status.status_id WHEN present.status_id THEN staged.status ELSE '#' || present.status_id END AS status,
    present.since::text AS since,
    CASE WHEN present.seller_id IS NULL THEN '' WHEN colleague.id = present.seller_id THEN staged.seller ELSE '#' || present.seller_id END AS seller,
    present.source, present.note
FROM staged_customer_product AS staged
JOIN known_customer_product AS known ON known.batch_id = staged.batch_id AND known.line = staged.line
JOIN customer_product AS present ON present.id = known.customer_product_id
LEFT JOIN product_status_word AS status ON status.said = fold_text(staged.status)
LEFT JOIN known_word AS colleague ON colleague.noun = 'responsible' AND colleague.said = fold_text(staged.seller)
WHERE staged.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged.line = ANY(%(lines)s::integer[]))
