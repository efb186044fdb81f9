-- Take out of mandates the accounts of people, and end those that stand.
-- Reads   nothing else
-- Writes  mandate
-- Again   safe: an account is taken once
UPDATE mandate
SET account_number = '', state = CASE WHEN mandate.state IN ('requested', 'approved') THEN 'cancelled' ELSE mandate.state END
WHERE mandate.customer_id = ANY(%(people)s::bigint[])
  AND mandate.account_number <> ''
