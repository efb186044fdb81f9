-- The charges that a chunk bills.
-- Reads   billing_plan_line, billing_left_out
-- Feeds   charges/close_charges
SELECT billing_plan_line.charge_id
FROM billing_plan_line
WHERE billing_plan_line.run_id = %(run)s::bigint
  AND billing_plan_line.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND billing_plan_line.charge_id IS NOT NULL
  AND NOT EXISTS (
      SELECT FROM billing_left_out
      WHERE billing_left_out.run_id = billing_plan_line.run_id AND billing_left_out.ordinal = billing_plan_line.ordinal
  )
