-- Leave out the rows of which a charge is no longer open: somebody billed it alone since the plan was made.
-- Reads   billing_plan_line, open_charge
-- Writes  billing_left_out
-- Again   safe: a row left out stays so
INSERT INTO billing_left_out (run_id, ordinal, reason)
SELECT DISTINCT billing_plan_line.run_id, billing_plan_line.ordinal, 'billing.charge_billed'
FROM billing_plan_line
WHERE billing_plan_line.run_id = %(run)s::bigint
  AND billing_plan_line.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND billing_plan_line.charge_id IS NOT NULL
  AND NOT EXISTS (SELECT FROM open_charge WHERE open_charge.charge_id = billing_plan_line.charge_id)
ON CONFLICT (run_id, ordinal) DO NOTHING
