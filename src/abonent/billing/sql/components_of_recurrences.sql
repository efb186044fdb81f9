-- The components of these charges: words have the VAT class and the place in the books that were said, a product is split to its parts by
-- their shares of the day, by largest remainder in the smallest unit of the currency. They are earned at once.
-- Reads   recurrence, recurrence_line, recurring_invoice, recurring_line, legal_entity, currency, product, product_component, component_share
-- Writes  nothing
-- Feeds   charges/write_components
WITH made AS (
    SELECT
        recurrence.due_on, recurrence_line.charge_id, recurrence_line.amount, recurring_line.product_id, recurring_line.tax_category_id,
        recurring_line.revenue_class,
        power(10::numeric, coalesce((
            SELECT currency.exponent
            FROM currency
            WHERE currency.code = legal_entity.currency AND currency.valid_from <= recurrence.due_on
            ORDER BY currency.valid_from DESC
            LIMIT 1
        ), 2)) AS units
    FROM recurrence
    JOIN recurrence_line ON recurrence_line.recurrence_id = recurrence.id
    JOIN recurring_invoice ON recurring_invoice.id = recurrence.recurring_id
    JOIN recurring_line ON recurring_line.recurring_id = recurrence.recurring_id AND recurring_line.ordinal = recurrence_line.ordinal
    JOIN legal_entity ON legal_entity.id = recurring_invoice.entity_id
    WHERE recurrence.run_id = %(run)s::bigint
      AND recurrence.withdrawn_at IS NULL
), weighed AS (
    SELECT
        made.charge_id, made.amount, made.units, product_component.ordinal, product_component.tax_category_id, product_component.revenue_class,
        product_component.name, product.unit_id, coalesce(share_of_the_day.share, 0) AS share,
        sum(coalesce(share_of_the_day.share, 0)) OVER (PARTITION BY made.charge_id) AS shares,
        min(product_component.ordinal) OVER (PARTITION BY made.charge_id) AS leading
    FROM made
    JOIN product ON product.id = made.product_id
    JOIN product_component ON product_component.product_id = made.product_id
    LEFT JOIN LATERAL (
        SELECT component_share.share
        FROM component_share
        WHERE component_share.component_id = product_component.id AND component_share.valid_from <= made.due_on
        ORDER BY component_share.valid_from DESC
        LIMIT 1
    ) AS share_of_the_day ON true
), exact AS (
    -- Before any share is dated the leading part has it all.
    SELECT
        weighed.*,
        weighed.amount * weighed.units
        * CASE WHEN weighed.shares = 0 THEN (weighed.ordinal = weighed.leading)::int ELSE weighed.share / weighed.shares END AS exact_units
    FROM weighed
), split AS (
    SELECT
        exact.*,
        (floor(exact.exact_units)
         + (row_number() OVER by_remainder <= exact.amount * exact.units - sum(floor(exact.exact_units)) OVER whole)::int) / exact.units AS part
    FROM exact
    WINDOW whole AS (PARTITION BY exact.charge_id),
           by_remainder AS (PARTITION BY exact.charge_id ORDER BY exact.exact_units - floor(exact.exact_units) DESC, exact.ordinal)
)
SELECT
    split.charge_id, split.ordinal, split.tax_category_id AS tax_category, split.revenue_class, false AS deferred, split.unit_id,
    jsonb_build_object('name', split.name) AS description, split.part AS amount
FROM split
UNION ALL
SELECT
    made.charge_id, 1::smallint, made.tax_category_id, made.revenue_class, false, NULL::bigint, '{}'::jsonb, made.amount
FROM made
WHERE made.product_id IS NULL
