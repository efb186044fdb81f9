-- Give customers a status with products, the two handed in side by side, and say what each had before. With `keep` the
-- seller, source and note stay where there was a status.
-- Reads   nothing else
-- Writes  customer_product, one row per customer and product that is not as said
-- Again   safe: what is as said is left alone
WITH asked AS (
    SELECT DISTINCT pair.customer_id, pair.product_id
    FROM unnest(%(customers)s::bigint[], %(products)s::bigint[]) AS pair (customer_id, product_id)
),
former AS (
    SELECT
        customer_product.customer_id, customer_product.product_id, customer_product.status_id, customer_product.since,
        customer_product.seller_id, customer_product.source, customer_product.note
    FROM customer_product
    JOIN asked ON asked.customer_id = customer_product.customer_id AND asked.product_id = customer_product.product_id
    ORDER BY customer_product.id
    FOR NO KEY UPDATE OF customer_product
),
written AS (
    INSERT INTO customer_product (customer_id, product_id, status_id, since, seller_id, source, note)
    SELECT
        asked.customer_id, asked.product_id, %(status)s::bigint, %(since)s::date,
        CASE WHEN kept.is_kept THEN former.seller_id ELSE %(seller)s::bigint END,
        CASE WHEN kept.is_kept THEN former.source ELSE %(known_from)s::text END,
        CASE WHEN kept.is_kept THEN former.note ELSE %(note)s::text END
    FROM asked
    LEFT JOIN former ON former.customer_id = asked.customer_id AND former.product_id = asked.product_id
    CROSS JOIN LATERAL (SELECT %(keep)s::boolean AND former.customer_id IS NOT NULL AS is_kept) AS kept
    ORDER BY asked.customer_id, asked.product_id
    ON CONFLICT (customer_id, product_id) DO UPDATE
    SET status_id = excluded.status_id, since = excluded.since, seller_id = excluded.seller_id, source = excluded.source, note = excluded.note
    WHERE (customer_product.status_id, customer_product.since, customer_product.seller_id, customer_product.source, customer_product.note)
        IS DISTINCT FROM (excluded.status_id, excluded.since, excluded.seller_id, excluded.source, excluded.note)
    RETURNING customer_product.id, customer_product.customer_id, customer_product.product_id
)
SELECT
    written.id, written.customer_id AS customer, written.product_id AS product, former.status_id AS status, former.since::text AS since,
    former.seller_id AS seller, former.source, former.note
FROM written
LEFT JOIN former ON former.customer_id = written.customer_id AND former.product_id = written.product_id
ORDER BY written.id
