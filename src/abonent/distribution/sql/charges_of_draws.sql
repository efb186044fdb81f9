-- The charges of what a run has settled with outlets: to whoever sells there, for the copies that are left; due on the day of the run.
-- Reads   draw_settlement, outlet, product, price_list
-- Writes  nothing
-- Feeds   charges/write_charges
SELECT
    draw_settlement.charge_id AS id, outlet.customer_id AS payer_id, outlet.customer_id AS receiver_id, outlet.entity_id,
    'draw_settlement' AS source_kind, draw_settlement.id AS source_id, 1::smallint AS ordinal, NULL::bigint AS replaces_id,
    draw_settlement.product_id, draw_settlement.during, sold.copies AS quantity, round(draw_settlement.amount / sold.copies, 6) AS unit_price,
    draw_settlement.amount, price_list.basis, price_list.currency,
    jsonb_build_object(
        'code', 'charge.draw_settlement', 'product', product.name, 'outlet', outlet.name, 'copies', draw_settlement.copies,
        'returned', draw_settlement.returned
    ) AS description,
    NULL::bigint AS trace_id, draw_settlement.run_id, %(as_of)s::date AS due_on
FROM draw_settlement
JOIN outlet ON outlet.id = draw_settlement.outlet_id
JOIN product ON product.id = draw_settlement.product_id
JOIN price_list ON price_list.id = draw_settlement.price_list_id
CROSS JOIN LATERAL (
    -- As many came back late as were drawn: there is money all the same where their prices differ.
    SELECT coalesce(nullif(draw_settlement.copies - draw_settlement.returned, 0), 1)::numeric AS copies
) AS sold
WHERE draw_settlement.run_id = %(run)s::bigint
  AND draw_settlement.withdrawn_at IS NULL
