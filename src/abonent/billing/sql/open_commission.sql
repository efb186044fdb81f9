-- What an agent would keep of charges that nobody has billed.
-- Reads   agent, customer, charge, open_charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT charge.id AS charge_id
FROM agent
JOIN customer AS mediator ON mediator.id = agent.customer_id
JOIN customer AS payer ON payer.canonical_id = mediator.canonical_id
JOIN charge ON charge.payer_id = payer.id AND charge.source_kind = 'commission'
JOIN open_charge ON open_charge.charge_id = charge.id
WHERE agent.id = %(agent)s::bigint
