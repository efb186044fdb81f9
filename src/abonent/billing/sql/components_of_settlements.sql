-- What agents get, by the unit whose sales they made: a service of theirs, with the usual VAT, booked at once as commission.
-- Reads   agent_settlement, earned_commission
-- Writes  nothing
-- Feeds   charges/write_components
SELECT agent_settlement.charge_id,
       (row_number() OVER (PARTITION BY agent_settlement.id ORDER BY earned_commission.unit_id))::smallint AS ordinal,
       'standard' AS tax_category, 'commission' AS revenue_class, false AS deferred, earned_commission.unit_id, '{}'::jsonb AS description,
       -sum(earned_commission.amount) AS amount
FROM agent_settlement
JOIN earned_commission ON earned_commission.settlement_id = agent_settlement.id
WHERE agent_settlement.run_id = %(run)s::bigint
  AND agent_settlement.charge_id IS NOT NULL
GROUP BY agent_settlement.id, earned_commission.unit_id
