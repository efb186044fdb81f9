-- Take away what the accounts of people were.
-- Reads   nothing else
-- Writes  customer_bank_account_history
-- Again   safe: finds nothing the second time
DELETE FROM customer_bank_account_history
WHERE customer_bank_account_history.customer_id = ANY(%(people)s::bigint[])
