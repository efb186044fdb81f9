-- Post a settlement for each agent whom the plan of a run gives something, or takes something back from.
-- Reads   commission_plan
-- Writes  agent_settlement, one row per run and agent
-- Again   safe: an agent has one settlement of a run
INSERT INTO agent_settlement (run_id, agent_id, entity_id, number, settled_on, currency, amount, charge_id, posted_by_id)
SELECT %(run)s::bigint, planned.agent_id, %(entity)s::bigint,
       1 + coalesce((
           SELECT max(former.number)
           FROM agent_settlement AS former
           WHERE former.agent_id = planned.agent_id AND former.entity_id = %(entity)s::bigint
       ), 0),
       %(as_of)s::date, %(currency)s::text, planned.amount, CASE WHEN planned.amount <> 0 THEN nextval('charge_id_seq') END,
       %(posted_by)s::bigint
FROM (
    SELECT commission_plan.agent_id, sum(commission_plan.amount) AS amount
    FROM commission_plan
    WHERE commission_plan.run_id = %(run)s::bigint
    GROUP BY commission_plan.agent_id
) AS planned
ON CONFLICT (run_id, agent_id) DO NOTHING
