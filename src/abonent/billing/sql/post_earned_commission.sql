-- Post the lines of a chunk of a plan into the settlements of their agents.
-- Reads   commission_plan, agent_settlement
-- Writes  earned_commission, one row per row of the plan
-- Again   safe: a line that is there is left alone
INSERT INTO earned_commission (settlement_id, ordinal, terms_id, invoice_id, line, product_id, unit_id, base, amount)
SELECT agent_settlement.id, commission_plan.ordinal, commission_plan.terms_id, commission_plan.invoice_id, commission_plan.line,
       commission_plan.product_id, commission_plan.unit_id, commission_plan.base, commission_plan.amount
FROM commission_plan
JOIN agent_settlement ON agent_settlement.run_id = commission_plan.run_id AND agent_settlement.agent_id = commission_plan.agent_id
WHERE commission_plan.run_id = %(run)s::bigint
  AND commission_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
ON CONFLICT (settlement_id, ordinal) DO NOTHING
