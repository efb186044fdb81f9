-- Make the planned terms of a chunk that nobody holds back and whose ground still stands; a subscription's terms go together.
-- Reads   renewal_plan, renewal_ground, situation_price
-- Writes  term, one row per plan row
-- Again   safe: a term whose id is there is left alone
INSERT INTO term (
    id, subscription_id, ordinal, product_id, weekdays, copies, sold_during, during, unit_price, amount, currency,
    price_list_version_id, trace_id, legal_ground, run_id
)
SELECT
    renewal_plan.term_id, renewal_plan.subscription_id, renewal_plan.term_ordinal, renewal_ground.product_id,
    renewal_ground.weekdays, renewal_ground.copies, renewal_plan.sold_during, renewal_plan.sold_during,
    situation_price.unit_price, renewal_plan.amount, renewal_plan.currency, situation_price.price_list_version_id,
    situation_price.trace_id, CASE renewal_plan.term_ordinal WHEN 1 THEN 'order' ELSE 'renewal' END, %(made_by)s::bigint
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
  AND NOT EXISTS (SELECT FROM term WHERE term.id = renewal_plan.term_id)
