-- Take from customers the accounts that a batch has given them: all of a new one, of a changed one those he did not have before.
-- Reads   imported_row
-- Writes  customer_bank_account
-- Again   safe: by then there are none
DELETE FROM customer_bank_account
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
  AND customer_bank_account.customer_id = imported_row.subject_id
  AND customer_bank_account.scheme = 'iban'
  AND (imported_row.is_new OR NOT imported_row.before -> 'accounts' @> to_jsonb(customer_bank_account.number::text))
