-- The one component of what is settled with an outlet: the printed part that is sold, with its VAT and its account; it is earned at once.
-- Reads   draw_settlement, product, product_component, edition
-- Writes  nothing
-- Feeds   charges/write_components
SELECT
    draw_settlement.charge_id, 1::smallint AS ordinal, sold.tax_category_id AS tax_category, sold.revenue_class, false AS deferred,
    product.unit_id, jsonb_build_object('name', sold.name) AS description, draw_settlement.amount
FROM draw_settlement
JOIN product ON product.id = draw_settlement.product_id
CROSS JOIN LATERAL (
    SELECT product_component.tax_category_id, product_component.revenue_class, product_component.name
    FROM product_component
    JOIN edition ON edition.id = product_component.edition_id
    WHERE product_component.product_id = draw_settlement.product_id AND edition.medium <> 'electronic'
    ORDER BY product_component.ordinal
    LIMIT 1
) AS sold
WHERE draw_settlement.run_id = %(run)s::bigint
  AND draw_settlement.withdrawn_at IS NULL
