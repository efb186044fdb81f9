-- Take out of plans the accounts that refunds would have gone to.
-- Reads   nothing else
-- Writes  planned_refund.account_number
-- Again   safe: an account is taken once
UPDATE planned_refund
SET account_number = ''
WHERE planned_refund.customer_id = ANY(%(people)s::bigint[])
  AND planned_refund.account_number <> ''
