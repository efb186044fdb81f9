-- Hold back by rule the documents whose credits exceed their charges: such a credit waits for the payer's next invoice.
-- Reads   billing_plan
-- Writes  billing_hold
-- Again   safe: a row held back stays so
INSERT INTO billing_hold (run_id, ordinal, reason)
SELECT billing_plan.run_id, billing_plan.ordinal, 'billing.credit_waits'
FROM billing_plan
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.oddities @> ARRAY['credit_exceeds']::varchar[]
ON CONFLICT (run_id, ordinal) DO NOTHING
