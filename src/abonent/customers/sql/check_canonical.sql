-- Records that do not stand for the customer at the end of the merges that hold; none is the good answer.
-- Reads   customer, customer_merge
WITH RECURSIVE led AS (
    SELECT customer_merge.merged_id AS customer_id, customer_merge.kept_id AS canonical_id
    FROM customer_merge
    WHERE customer_merge.undone_at IS NULL
    UNION
    SELECT led.customer_id, customer_merge.kept_id
    FROM led
    JOIN customer_merge ON customer_merge.merged_id = led.canonical_id AND customer_merge.undone_at IS NULL
),
ended AS (
    SELECT led.customer_id, led.canonical_id
    FROM led
    WHERE NOT EXISTS (
        SELECT 1
        FROM customer_merge
        WHERE customer_merge.merged_id = led.canonical_id AND customer_merge.undone_at IS NULL
    )
)
SELECT customer.number, canonical.number AS canonical
FROM customer
JOIN customer AS canonical ON canonical.id = customer.canonical_id
LEFT JOIN ended ON ended.customer_id = customer.id
WHERE customer.canonical_id <> coalesce(ended.canonical_id, customer.id)
