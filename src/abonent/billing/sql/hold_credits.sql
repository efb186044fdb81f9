-- Hold back by rule the documents whose credits exceed their charges: such a credit waits for the payer's next invoice. What an
-- agent earned waits for nothing: it is his.
-- Reads   billing_plan, billing_plan_line, charge
-- Writes  billing_hold
-- Again   safe: a row held back stays so
INSERT INTO billing_hold (run_id, ordinal, reason)
SELECT billing_plan.run_id, billing_plan.ordinal, 'billing.credit_waits'
FROM billing_plan
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal > %(after)s::int
  AND billing_plan.oddities @> ARRAY['credit_exceeds']::varchar[]
  AND NOT EXISTS (
      SELECT
      FROM billing_plan_line
      JOIN charge ON charge.id = billing_plan_line.charge_id
      WHERE billing_plan_line.run_id = billing_plan.run_id
        AND billing_plan_line.ordinal = billing_plan.ordinal
        AND charge.source_kind = 'agent_settlement'
  )
ON CONFLICT (run_id, ordinal) DO NOTHING
