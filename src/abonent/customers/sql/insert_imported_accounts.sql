-- Give the new and otherwise paid customers of a batch the accounts that their rows name.
-- Reads   staged_customer, staged_customer_match
-- Writes  customer_bank_account, one row per customer and number
-- Again   safe: an account is a customer's once
INSERT INTO customer_bank_account (customer_id, scheme, number)
SELECT DISTINCT staged_customer_match.customer_id, 'iban', said.number
FROM staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
CROSS JOIN LATERAL unnest(string_to_array(staged_customer.iban, ', ')) AS said (number)
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND (staged_customer_match.is_new OR staged_customer_match.is_sorted_otherwise)
  AND staged_customer.iban <> ''
ON CONFLICT (customer_id, scheme, number) DO NOTHING
