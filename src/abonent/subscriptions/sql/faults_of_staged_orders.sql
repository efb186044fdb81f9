-- What is wrong with rows of a file of orders: as the reader found it, of nobody, of no product or of several, without a first day, a
-- length, or a price for it, through nobody who mediates orders, the same customer, product and day twice.
-- Reads   staged_order, known_order
-- Feeds   imports/record_faults
WITH staged AS (
    SELECT
        staged_order.*, known.customer_id AS whose, known.product_id AS which, known.products, known.offers,
        known.agent_id AS mediated_by
    FROM staged_order
    JOIN known_order AS known ON known.batch_id = staged_order.batch_id AND known.line = staged_order.line
    WHERE staged_order.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged_order.line = ANY(%(lines)s::integer[]))
), beside AS (
    SELECT staged.line, coalesce(lag(staged.line) OVER same_order, lead(staged.line) OVER same_order) AS other
    FROM staged
    WHERE staged.whose IS NOT NULL AND staged.which IS NOT NULL AND staged.starts_on <> ''
    WINDOW same_order AS (PARTITION BY staged.whose, staged.which, staged.starts_on ORDER BY staged.line)
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
    CASE WHEN staged.product = '' THEN 'product.missing' WHEN staged.products = 0 THEN 'product.unknown' ELSE 'product.several' END,
    jsonb_build_object('value', staged.product)
FROM staged
WHERE staged.which IS NULL
UNION ALL
SELECT staged.line, 'starts_on', 'order.no_day', '{}'::jsonb
FROM staged
WHERE staged.starts_on = '' AND NOT coalesce(staged.faults @> '[["starts_on"]]', false)
UNION ALL
SELECT staged.line, 'months', 'order.no_length', '{}'::jsonb
FROM staged
WHERE staged.months = '' AND NOT coalesce(staged.faults @> '[["months"]]', false)
UNION ALL
SELECT
    staged.line, CASE staged.price_list WHEN '' THEN 'months' ELSE 'price_list' END,
    CASE staged.offers WHEN 0 THEN 'order.no_price' ELSE 'order.several_prices' END,
    jsonb_build_object('product', staged.product, 'months', staged.months, 'day', staged.starts_on)
FROM staged
WHERE staged.which IS NOT NULL AND staged.starts_on <> '' AND staged.months <> '' AND staged.offers <> 1
UNION ALL
SELECT staged.line, 'agent', 'order.no_agent', jsonb_build_object('value', coalesce(nullif(staged.agent, ''), staged.default_agent))
FROM staged
WHERE coalesce(nullif(staged.agent, ''), staged.default_agent) <> '' AND staged.mediated_by IS NULL
UNION ALL
SELECT beside.line, 'product', 'order.twice', jsonb_build_object('other', beside.other)
FROM beside
WHERE beside.other IS NOT NULL
