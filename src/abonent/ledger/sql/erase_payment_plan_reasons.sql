-- Take away why people pay in instalments; the plan itself belongs to the books.
-- Reads   nothing else
-- Writes  payment_plan.reason
-- Again   safe: a reason is taken once
UPDATE payment_plan
SET reason = '–'
WHERE payment_plan.customer_id = ANY(%(people)s::bigint[])
  AND payment_plan.reason <> '–'
