-- Say of each row without a fault whose status with which product it is, which one, and whether anything differs. An empty cell says
-- nothing.
-- Reads   staged_customer_product, known_customer_product, import_fault, customer_product, product_status_word, known_word
-- Writes  staged_customer_product
-- Again   safe: rows that are matched are left alone
UPDATE staged_customer_product
SET customer_id = found.customer_id, product_id = found.product_id, status_id = found.status_id, seller_id = found.seller_id,
    outcome = found.outcome, customer_product_id = coalesce(found.customer_product_id, nextval(pg_get_serial_sequence('customer_product', 'id')))
FROM (
    SELECT
        staged.line, known.customer_id, known.product_id, present.id AS customer_product_id, status.status_id, colleague.id AS seller_id,
        CASE
            WHEN present.id IS NULL THEN 'new'
            WHEN status.status_id <> present.status_id
                OR (staged.since <> '' AND staged.since::date <> present.since)
                OR (colleague.id IS NOT NULL AND colleague.id IS DISTINCT FROM present.seller_id)
                OR (staged.source <> '' AND staged.source <> present.source)
                OR (staged.note <> '' AND staged.note <> present.note)
                THEN 'changed'
            ELSE 'same'
        END AS outcome
    FROM staged_customer_product AS staged
    JOIN known_customer_product AS known ON known.batch_id = staged.batch_id AND known.line = staged.line
    LEFT JOIN customer_product AS present ON present.id = known.customer_product_id
    LEFT JOIN product_status_word AS status ON staged.status <> '' AND status.said = fold_text(staged.status)
    LEFT JOIN known_word AS colleague ON colleague.noun = 'responsible' AND staged.seller <> '' AND colleague.said = fold_text(staged.seller)
    WHERE staged.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged.line = ANY(%(lines)s::integer[]))
      AND known.customer_id IS NOT NULL
      AND known.product_id IS NOT NULL
      AND coalesce(status.status_id, present.status_id) IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM import_fault WHERE import_fault.batch_id = staged.batch_id AND import_fault.line = staged.line)
) AS found
WHERE staged_customer_product.batch_id = %(batch)s::bigint
  AND staged_customer_product.line = found.line
  AND staged_customer_product.outcome = ''
