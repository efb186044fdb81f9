-- Post the lines of a chunk of a plan into the statements of their carriers.
-- Reads   pay_plan, pay_statement
-- Writes  pay_line, one row per row of the plan
-- Again   safe: a line that is there is left alone
INSERT INTO pay_line (statement_id, ordinal, carrier_id, route_id, on_day, basis, of_id, turn, quantity, unit_amount, due_amount, amount)
SELECT
    pay_statement.id, pay_plan.ordinal, pay_plan.carrier_id, pay_plan.route_id, pay_plan.on_day, pay_plan.basis, pay_plan.of_id,
    pay_plan.turn, pay_plan.quantity, pay_plan.unit_amount, pay_plan.due_amount, pay_plan.amount
FROM pay_plan
JOIN pay_statement ON pay_statement.run_id = pay_plan.run_id AND pay_statement.carrier_id = pay_plan.carrier_id
WHERE pay_plan.run_id = %(run)s::bigint
  AND pay_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
ON CONFLICT (statement_id, ordinal) DO NOTHING
