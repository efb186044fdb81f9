-- Give changed customers back the accounts that a batch has taken from them.
-- Reads   imported_row
-- Writes  customer_bank_account
-- Again   safe: an account is a customer's once
INSERT INTO customer_bank_account (customer_id, scheme, number)
SELECT imported_row.subject_id, 'iban', former.number
FROM imported_row
CROSS JOIN LATERAL jsonb_array_elements_text(imported_row.before -> 'accounts') AS former (number)
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
ON CONFLICT (customer_id, scheme, number) DO NOTHING
