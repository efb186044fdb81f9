-- Choose the planned terms of a chunk that nobody holds back and whose ground still stands; a subscription's terms go together.
-- A charge carries the order's own payer, merged or not: billing finds for whom he stands, and an un-merge leaves it where it belongs.
-- Reads   renewal_plan, renewal_ground, situation_price
-- Writes  a work table of the session, work_made
-- Again   rewrites the same rows until the terms are made
INSERT INTO work_made (
    term_id, charge_id, subscription_id, term_ordinal, entity_id, payer_id, receiver_id, product_id, weekdays, copies, sold_during,
    unit_price, amount, currency, basis, price_list_version_id, trace_id, description, situation, charge_due_on
)
SELECT
    renewal_plan.term_id, renewal_plan.charge_id, renewal_plan.subscription_id, renewal_plan.term_ordinal, renewal_ground.entity_id,
    renewal_ground.payer_id, renewal_ground.subscriber_id, renewal_ground.product_id, renewal_ground.weekdays, renewal_ground.copies,
    renewal_plan.sold_during, situation_price.unit_price, renewal_plan.amount, renewal_plan.currency, situation_price.basis,
    situation_price.price_list_version_id, situation_price.trace_id, situation_price.description, renewal_plan.situation,
    renewal_plan.charge_due_on
FROM renewal_plan
JOIN renewal_ground
  ON renewal_ground.subscription_id = renewal_plan.subscription_id AND renewal_ground.ground = renewal_plan.ground
JOIN situation_price
  ON situation_price.run_id = renewal_plan.run_id AND situation_price.situation = renewal_plan.situation
WHERE renewal_plan.run_id = %(run)s::bigint
  -- A subscription belongs to the chunk of its first step; 60 steps are the most it can have.
  AND renewal_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint + 60
  AND renewal_plan.ordinal - renewal_plan.step + 1 BETWEEN %(first)s::bigint AND %(latest)s::bigint
  AND NOT renewal_plan.held
  AND renewal_plan.amount IS NOT NULL
