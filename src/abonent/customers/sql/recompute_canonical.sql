-- Let records stand for the one at the end of the merges that hold, or for themselves; and with them those merged into them.
-- Reads   customer_merge
-- Writes  customer.canonical_id
-- Takes   handed_over (customer_id bigint)
-- Again   safe: records that stand for the right one are left alone
UPDATE customer
SET canonical_id = ended.canonical_id
FROM (
    WITH RECURSIVE touched AS (
        SELECT handed_over.customer_id
        FROM handed_over
        UNION
        SELECT customer_merge.merged_id
        FROM touched
        JOIN customer_merge ON customer_merge.kept_id = touched.customer_id AND customer_merge.undone_at IS NULL
    ),
    led AS (
        SELECT touched.customer_id, touched.customer_id AS canonical_id
        FROM touched
        UNION
        SELECT led.customer_id, customer_merge.kept_id
        FROM led
        JOIN customer_merge ON customer_merge.merged_id = led.canonical_id AND customer_merge.undone_at IS NULL
    )
    SELECT led.customer_id, led.canonical_id
    FROM led
    WHERE NOT EXISTS (
        SELECT 1
        FROM customer_merge
        WHERE customer_merge.merged_id = led.canonical_id AND customer_merge.undone_at IS NULL
    )
) AS ended
WHERE customer.id = ended.customer_id
  AND customer.canonical_id <> ended.canonical_id
