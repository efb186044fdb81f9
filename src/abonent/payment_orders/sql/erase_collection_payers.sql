-- Take out of collections whom they took from and where; the amount and the order stay.
-- Reads   nothing else
-- Writes  collection
-- Again   safe: a payer is taken once
UPDATE collection
SET payer = '', account_number = ''
WHERE collection.customer_id = ANY(%(people)s::bigint[])
  AND (collection.payer, collection.account_number) IS DISTINCT FROM ('', '')
