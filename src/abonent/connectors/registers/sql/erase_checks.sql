-- Take away what registers answered about numbers of people: that of a trader is his own.
-- Reads   customer
-- Writes  register_check
-- Again   safe: finds nothing the second time
DELETE FROM register_check
USING customer
WHERE customer.id = ANY(%(people)s::bigint[])
  AND (
      (customer.vat_number <> '' AND customer.vat_number = register_check.vat_number)
      OR (customer.company_number <> '' AND replace(customer.company_number, '-', '') = replace(register_check.company_number, '-', ''))
  )
