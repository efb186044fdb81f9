-- Take away what was remarked on payments.
-- Reads   nothing else
-- Writes  payment.remark
-- Again   safe: a remark is taken once
UPDATE payment
SET remark = ''
WHERE payment.customer_id = ANY(%(people)s::bigint[])
  AND payment.remark <> ''
