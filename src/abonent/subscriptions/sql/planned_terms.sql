-- The terms of a small plan in their order, with what they cost and why.
-- Reads   renewal_plan, situation_price, price_trace
-- Writes  nothing
SELECT
    renewal_plan.subscription_id, renewal_plan.step, renewal_plan.sold_during, renewal_plan.amount, renewal_plan.currency,
    situation_price.basis, renewal_plan.charge_due_on, price_trace.digest, price_trace.steps
FROM renewal_plan
JOIN situation_price
  ON situation_price.run_id = renewal_plan.run_id AND situation_price.situation = renewal_plan.situation
LEFT JOIN price_trace ON price_trace.id = situation_price.trace_id
WHERE renewal_plan.run_id = %(run)s::bigint
ORDER BY renewal_plan.ordinal
