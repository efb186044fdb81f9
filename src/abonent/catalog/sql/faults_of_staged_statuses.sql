-- What is wrong with rows of a file of statuses with products: as the reader found it, of nobody, with no product or with several, without
-- a status or with one that is not in use, of a day to come, of a colleague who is none, the same customer and product twice.
-- Reads   staged_customer_product, known_customer_product, product_status_word, known_word
-- Feeds   imports/record_faults
WITH staged AS (
    SELECT staged_customer_product.*, known.customer_id AS whose, known.product_id AS which, known.how_many, known.customer_product_id AS known_id
    FROM staged_customer_product
    JOIN known_customer_product AS known
      ON known.batch_id = staged_customer_product.batch_id AND known.line = staged_customer_product.line
    WHERE staged_customer_product.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged_customer_product.line = ANY(%(lines)s::integer[]))
), beside AS (
    SELECT staged.line, coalesce(lag(staged.line) OVER same_pair, lead(staged.line) OVER same_pair) AS other
    FROM staged
    WHERE staged.whose IS NOT NULL AND staged.which IS NOT NULL
    WINDOW same_pair AS (PARTITION BY staged.whose, staged.which ORDER BY staged.line)
)
SELECT staged.line, said.fault ->> 0 AS field, said.fault ->> 1 AS code, said.fault -> 2 AS parameters
FROM staged
CROSS JOIN LATERAL jsonb_array_elements(staged.faults) AS said (fault)
WHERE staged.faults IS NOT NULL
UNION ALL
SELECT staged.line, 'customer_key', 'whose.missing', '{}'::jsonb
FROM staged
WHERE staged.customer_key = ''
UNION ALL
SELECT
    staged.line, CASE staged.customer_source WHEN '' THEN 'customer_key' ELSE 'customer_number' END,
    CASE staged.customer_source WHEN '' THEN 'whose.nobody' ELSE 'whose.no_number' END,
    jsonb_build_object('key', staged.customer_key, 'source', %(key_source)s::text)
FROM staged
WHERE staged.customer_key <> '' AND staged.whose IS NULL
UNION ALL
SELECT
    staged.line, 'product',
    CASE WHEN staged.product = '' THEN 'product.missing' WHEN staged.how_many = 0 THEN 'product.unknown' ELSE 'product.several' END,
    jsonb_build_object('value', staged.product)
FROM staged
WHERE staged.which IS NULL
UNION ALL
SELECT staged.line, 'status', 'product_status.missing', '{}'::jsonb
FROM staged
WHERE staged.status = '' AND staged.known_id IS NULL
UNION ALL
SELECT staged.line, 'status', 'product_status.unknown', jsonb_build_object('value', staged.status)
FROM staged
WHERE staged.status <> ''
  AND NOT EXISTS (SELECT 1 FROM product_status_word WHERE product_status_word.said = fold_text(staged.status))
UNION ALL
SELECT staged.line, 'since', 'product_status.to_come', jsonb_build_object('day', staged.since)
FROM staged
WHERE staged.since <> '' AND staged.since::date > %(today)s::date
UNION ALL
SELECT staged.line, 'seller', 'known_word.seller', jsonb_build_object('value', staged.seller)
FROM staged
WHERE staged.seller <> ''
  AND NOT EXISTS (SELECT 1 FROM known_word WHERE known_word.noun = 'responsible' AND known_word.said = fold_text(staged.seller))
UNION ALL
SELECT beside.line, 'product', 'product_status.twice', jsonb_build_object('other', beside.other)
FROM beside
WHERE beside.other IS NOT NULL
