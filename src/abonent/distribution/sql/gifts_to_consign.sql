-- The subscriber gifts that a run sent and that were not taken back, each with the number that stands on its label.
-- Reads   stock_movement, premium, premium_pick_plan, customer, stock_item
-- Writes  nothing
-- Feeds   distribution/sum_consignment, distribution/write_consignment
-- Again   safe: a question
SELECT
    stock_movement.id AS of_id, premium_pick_plan.receiver_id AS customer_id, premium.subscription_id, premium_pick_plan.place_id,
    receiver.name AS receiver, premium_pick_plan.care_of, stock_item.number || ' ' || premium_pick_plan.ordinal AS number
FROM premium_pick_plan
JOIN premium ON premium.id = premium_pick_plan.premium_id
JOIN stock_movement
  ON stock_movement.reservation_id = premium.reservation_id
 AND stock_movement.run_id = premium_pick_plan.run_id
 AND stock_movement.kind = 'shipment'
 AND stock_movement.reverses_id IS NULL
JOIN stock_item ON stock_item.id = premium_pick_plan.item_id
JOIN customer AS receiver ON receiver.id = premium_pick_plan.receiver_id
WHERE premium_pick_plan.run_id = %(run)s::bigint
  AND NOT EXISTS (SELECT FROM stock_movement AS back WHERE back.reverses_id = stock_movement.id)
