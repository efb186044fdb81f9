-- Forget what registers answered about numbers that no customer has.
-- Reads   customer
-- Writes  register_check
-- Again   safe: finds nothing the second time
DELETE FROM register_check
WHERE register_check.asked_at < %(before)s::timestamptz
  AND NOT EXISTS (SELECT 1 FROM customer WHERE customer.vat_number <> '' AND customer.vat_number = register_check.vat_number)
  AND NOT EXISTS (
      SELECT 1
      FROM customer
      WHERE customer.company_number <> ''
        AND replace(customer.company_number, '-', '') = replace(register_check.company_number, '-', '')
  )
