-- Take out of the plans of billing who would be sent what.
-- Reads   nothing else
-- Writes  billing_plan.buyer
-- Again   safe: a buyer is taken once
UPDATE billing_plan
SET buyer = '{}'
WHERE billing_plan.payer_id = ANY(%(people)s::bigint[])
  AND billing_plan.buyer <> '{}'
