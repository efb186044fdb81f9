-- The issues of what a chunk of the plan has settled.
-- Reads   draw_plan, draw_settlement
-- Writes  settled_draw
-- Again   safe: an issue that is written is left alone
INSERT INTO settled_draw (settlement_id, outlet_id, product_id, issue_id, number, copies, returned, unit_price, amount)
SELECT
    draw_settlement.id, draw_plan.outlet_id, draw_plan.product_id, draw_plan.issue_id, draw_plan.number, draw_plan.copies, draw_plan.returned,
    draw_plan.unit_price, draw_plan.amount
FROM draw_plan
JOIN draw_settlement
  ON draw_settlement.run_id = draw_plan.run_id
 AND draw_settlement.outlet_id = draw_plan.outlet_id
 AND draw_settlement.product_id = draw_plan.product_id
 AND draw_settlement.price_list_id = draw_plan.price_list_id
WHERE draw_plan.run_id = %(run)s::bigint
  AND draw_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
ON CONFLICT (outlet_id, product_id, issue_id, number) DO NOTHING
