-- The next day on which something is due to be invoiced to a customer, and how much that day.
-- Reads   open_charge, charge
-- Writes  nothing
-- Again   safe: a question
SELECT open_charge.due_on, charge.currency, sum(charge.amount) AS amount
FROM charge
JOIN open_charge ON open_charge.charge_id = charge.id
WHERE charge.payer_id = ANY(%(customers)s::bigint[])
GROUP BY open_charge.due_on, charge.currency
ORDER BY open_charge.due_on
LIMIT 1
