-- Plan what of each issue is settled with an outlet: copies drawn and come back by now beyond what is settled so far, at the price of the
-- first time. See docs/algorithms/draw-settlement.md.
-- Takes   handed_over (outlet_id bigint, product_id bigint, issue_id bigint, published_on date, copies integer, returned integer)
-- Reads   settled_draw, draw_settlement, issue, outlet, outlet_terms, price_list, price_list_version, price, currency
-- Writes  draw_plan, one row per outlet, product and issue that is not settled as it is by now
-- Again   safe: a run that has a plan is left alone
WITH so_far AS (
    SELECT
        settled_draw.outlet_id, settled_draw.product_id, settled_draw.issue_id, issue.published_on, max(settled_draw.number) AS number,
        coalesce(sum(settled_draw.copies) FILTER (WHERE draw_settlement.withdrawn_at IS NULL), 0) AS copies,
        coalesce(sum(settled_draw.returned) FILTER (WHERE draw_settlement.withdrawn_at IS NULL), 0) AS returned,
        coalesce(sum(settled_draw.amount) FILTER (WHERE draw_settlement.withdrawn_at IS NULL), 0) AS amount,
        (array_agg(settled_draw.unit_price ORDER BY settled_draw.number) FILTER (WHERE draw_settlement.withdrawn_at IS NULL))[1] AS unit_price
    FROM settled_draw
    JOIN draw_settlement ON draw_settlement.id = settled_draw.settlement_id
    JOIN issue ON issue.id = settled_draw.issue_id
    WHERE settled_draw.outlet_id = ANY(%(outlets)s::bigint[])
      AND issue.published_on >= %(first)s::date
      AND issue.published_on < %(until)s::date
    GROUP BY settled_draw.outlet_id, settled_draw.product_id, settled_draw.issue_id, issue.published_on
), differing AS (
    SELECT
        coalesce(handed_over.outlet_id, so_far.outlet_id) AS outlet_id, coalesce(handed_over.product_id, so_far.product_id) AS product_id,
        coalesce(handed_over.issue_id, so_far.issue_id) AS issue_id, coalesce(handed_over.published_on, so_far.published_on) AS published_on,
        coalesce(so_far.number, 0) + 1 AS number, so_far.unit_price,
        coalesce(handed_over.copies, 0) AS copies, coalesce(handed_over.returned, 0) AS returned,
        coalesce(so_far.copies, 0) AS settled_copies, coalesce(so_far.returned, 0) AS settled_returned, coalesce(so_far.amount, 0) AS settled_amount
    FROM handed_over
    FULL JOIN so_far
      ON so_far.outlet_id = handed_over.outlet_id
     AND so_far.product_id = handed_over.product_id
     AND so_far.issue_id = handed_over.issue_id
    WHERE (coalesce(handed_over.copies, 0), coalesce(handed_over.returned, 0)) <> (coalesce(so_far.copies, 0), coalesce(so_far.returned, 0))
), priced AS (
    SELECT
        differing.*, agreed.price_list_id,
        coalesce(differing.unit_price, round(listed.unit_price * (1 - agreed.percent / 100) - agreed.per_copy, 6)) AS copy_price,
        EXISTS (SELECT FROM outlet_terms AS known WHERE known.outlet_id = differing.outlet_id) AS has_terms,
        coalesce((
            SELECT currency.exponent
            FROM price_list
            JOIN currency ON currency.code = price_list.currency AND currency.valid_from <= differing.published_on
            WHERE price_list.id = agreed.price_list_id
            ORDER BY currency.valid_from DESC
            LIMIT 1
        ), 2)::integer AS decimals
    FROM differing
    LEFT JOIN outlet_terms AS agreed ON agreed.outlet_id = differing.outlet_id AND agreed.during @> differing.published_on
    -- The price of one issue, for everybody; on its own weekdays before on any.
    LEFT JOIN LATERAL (
        SELECT price.unit_price
        FROM price_list_version
        JOIN price ON price.version_id = price_list_version.id
        WHERE price_list_version.id = (
            SELECT in_force.id
            FROM price_list_version AS in_force
            WHERE in_force.price_list_id = agreed.price_list_id
              AND in_force.approved_at IS NOT NULL
              AND in_force.valid_from <= differing.published_on
            ORDER BY in_force.valid_from DESC
            LIMIT 1
        )
          AND price.product_id = differing.product_id
          AND price.term_kind = 'fixed'
          AND price.term_unit = 'issue'
          AND price.term_length = 1
          AND price.quantity_from = 1
          AND price.price_group_id IS NULL
          AND price.customer_id IS NULL
          AND coalesce(price.weekdays, 127) & (1 << (extract(isodow FROM differing.published_on)::integer - 1)) <> 0
        ORDER BY price.weekdays IS NULL, bit_count(price.weekdays::integer::bit(7))
        LIMIT 1
    ) AS listed ON true
), judged AS (
    SELECT
        priced.*,
        CASE WHEN NOT priced.has_terms THEN 'no_terms' WHEN priced.copy_price IS NULL THEN 'no_price' ELSE '' END AS finding
    FROM priced
    -- What came out before the first terms of an outlet was settled elsewhere.
    WHERE NOT priced.has_terms OR priced.price_list_id IS NOT NULL
), grouped AS (
    SELECT judged.*, bool_and(judged.finding = '') OVER (PARTITION BY judged.outlet_id, judged.product_id, judged.price_list_id) AS goes
    FROM judged
)
INSERT INTO draw_plan (
    run_id, outlet_id, product_id, issue_id, ordinal, number, copies, returned, unit_price, amount, price_list_id, finding
)
SELECT
    %(run)s::bigint, grouped.outlet_id, grouped.product_id, grouped.issue_id,
    CASE WHEN grouped.goes THEN dense_rank() OVER (PARTITION BY grouped.goes ORDER BY grouped.outlet_id, grouped.product_id, grouped.price_list_id) END,
    grouped.number, grouped.copies - grouped.settled_copies, grouped.returned - grouped.settled_returned, grouped.copy_price,
    round((grouped.copies - grouped.returned) * grouped.copy_price, grouped.decimals) - grouped.settled_amount, grouped.price_list_id, grouped.finding
FROM grouped
WHERE NOT EXISTS (SELECT FROM draw_plan WHERE draw_plan.run_id = %(run)s::bigint)
