-- Settlements that are not their lines, or are not charged as they are.
-- Reads   agent_settlement, earned_commission, charge
-- Writes  nothing
-- Again   safe
WITH summed AS (
    SELECT earned_commission.settlement_id, sum(earned_commission.amount) AS amount
    FROM earned_commission
    GROUP BY earned_commission.settlement_id
)
SELECT agent_settlement.id AS settlement_id, agent_settlement.number, agent_settlement.amount, coalesce(summed.amount, 0) AS lines,
       coalesce(charge.amount, 0) AS charged
FROM agent_settlement
LEFT JOIN summed ON summed.settlement_id = agent_settlement.id
LEFT JOIN charge ON charge.source_kind = 'agent_settlement' AND charge.source_id = agent_settlement.id
WHERE agent_settlement.amount <> coalesce(summed.amount, 0)
   OR agent_settlement.amount <> -coalesce(charge.amount, 0)
ORDER BY agent_settlement.id
LIMIT 100
