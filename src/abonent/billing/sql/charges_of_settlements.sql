-- What a run owes agents as charges: negative, so that billing makes a credit note of it; due on the day of the run.
-- Reads   agent_settlement, agent, customer
-- Writes  nothing
-- Feeds   charges/write_charges
SELECT agent_settlement.charge_id AS id, mediator.canonical_id AS payer_id, mediator.canonical_id AS receiver_id,
       agent_settlement.entity_id, 'agent_settlement' AS source_kind, agent_settlement.id AS source_id, 1::smallint AS ordinal,
       NULL::bigint AS replaces_id, NULL::bigint AS product_id, NULL::daterange AS during, 1::numeric AS quantity,
       -agent_settlement.amount AS unit_price, -agent_settlement.amount AS amount, 'net' AS basis, agent_settlement.currency,
       jsonb_build_object('code', 'charge.agent_settlement', 'number', agent_settlement.number, 'day', agent_settlement.settled_on)
           AS description,
       NULL::bigint AS trace_id, agent_settlement.run_id, agent_settlement.settled_on AS due_on
FROM agent_settlement
JOIN agent ON agent.id = agent_settlement.agent_id
JOIN customer AS mediator ON mediator.id = agent.customer_id
WHERE agent_settlement.run_id = %(run)s::bigint
  AND agent_settlement.charge_id IS NOT NULL
