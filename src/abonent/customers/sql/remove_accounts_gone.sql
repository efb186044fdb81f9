-- Take the accounts from customers that a workbook no longer names: in it the cell says all of them. Any other file only adds.
-- Reads   staged_customer, staged_customer_match
-- Writes  customer_bank_account
-- Again   safe: by then there are none
DELETE FROM customer_bank_account
USING staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.is_sorted_otherwise
  AND staged_customer.version <> ''
  AND (staged_customer.iban <> '' OR 'iban' = ANY(string_to_array(staged_customer.emptied, ' ')))
  AND customer_bank_account.customer_id = staged_customer_match.customer_id
  AND customer_bank_account.scheme = 'iban'
  AND customer_bank_account.number <> ALL (string_to_array(staged_customer.iban, ', '))
