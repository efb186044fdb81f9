-- Settle what a chunk of the plan has for each outlet and product; one of whose issues somebody else has settled since is left out.
-- Reads   planned_settlement, draw_plan, settled_draw
-- Writes  draw_settlement
-- Again   safe: what a run has settled it settles once
INSERT INTO draw_settlement (run_id, outlet_id, product_id, price_list_id, during, copies, returned, amount, charge_id)
SELECT
    planned_settlement.run_id, planned_settlement.outlet_id, planned_settlement.product_id, planned_settlement.price_list_id,
    daterange(planned_settlement.first_on, planned_settlement.latest_on + 1), planned_settlement.copies, planned_settlement.returned,
    planned_settlement.amount, nextval('charge_id_seq')
FROM planned_settlement
WHERE planned_settlement.run_id = %(run)s::bigint
  AND planned_settlement.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
  AND NOT EXISTS (
      SELECT
      FROM draw_plan
      JOIN settled_draw
        ON settled_draw.outlet_id = draw_plan.outlet_id
       AND settled_draw.product_id = draw_plan.product_id
       AND settled_draw.issue_id = draw_plan.issue_id
       AND settled_draw.number >= draw_plan.number
      WHERE draw_plan.run_id = planned_settlement.run_id AND draw_plan.ordinal = planned_settlement.ordinal
  )
ORDER BY planned_settlement.ordinal
ON CONFLICT (run_id, outlet_id, product_id, price_list_id) DO NOTHING
