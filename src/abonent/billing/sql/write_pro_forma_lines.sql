-- The lines of a run's pro formas as planned.
-- Reads   billing_plan, billing_plan_line
-- Writes  pro_forma_line, one row per planned line
-- Again   safe: a line that is written is left alone
INSERT INTO pro_forma_line (
    pro_forma_id, ordinal, charge_id, description, during, quantity, unit_price, net, vat, gross, rate, unit_id
)
SELECT
    billing_plan.invoice_id, billing_plan_line.line, billing_plan_line.charge_id, billing_plan_line.description, billing_plan_line.during,
    billing_plan_line.quantity, billing_plan_line.unit_price, billing_plan_line.net, billing_plan_line.vat, billing_plan_line.gross,
    billing_plan_line.rate, billing_plan_line.unit_id
FROM billing_plan
JOIN billing_plan_line ON billing_plan_line.run_id = billing_plan.run_id AND billing_plan_line.ordinal = billing_plan.ordinal
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
ON CONFLICT (pro_forma_id, ordinal) DO NOTHING
