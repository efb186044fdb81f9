-- Take away what the plans of matching remarked on payments.
-- Reads   nothing else
-- Writes  matching_plan.remark
-- Again   safe: a remark is taken once
UPDATE matching_plan
SET remark = ''
WHERE matching_plan.customer_id = ANY(%(people)s::bigint[])
  AND matching_plan.remark <> ''
