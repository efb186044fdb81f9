-- What people are still to be invoiced for.
-- Reads   open_charge, charge
-- Writes  nothing
-- Again   safe: a question
SELECT charge.payer_id AS customer_id, charge.id AS row_id
FROM charge
JOIN open_charge ON open_charge.charge_id = charge.id
WHERE charge.payer_id = ANY(%(people)s::bigint[])
