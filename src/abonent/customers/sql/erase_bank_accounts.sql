-- Take away the accounts of people.
-- Reads   nothing else
-- Writes  customer_bank_account
-- Again   safe: finds nothing the second time
DELETE FROM customer_bank_account
WHERE customer_bank_account.customer_id = ANY(%(people)s::bigint[])
