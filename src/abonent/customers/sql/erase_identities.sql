-- Take the names and register numbers of people away; the number stays, for the books hang on it.
-- Reads   nothing else
-- Writes  customer
-- Again   safe: who has no name has none
UPDATE customer
SET
    given_name = '',
    family_name = CASE customer.kind WHEN 'organisation' THEN '' ELSE '–' END,
    organisation_name = CASE customer.kind WHEN 'organisation' THEN '–' ELSE '' END,
    national_id = '',
    company_number = '',
    vat_number = '',
    einvoice_address = '',
    version = customer.version + 1
WHERE customer.id = ANY(%(people)s::bigint[])
  AND (customer.given_name, customer.family_name || customer.organisation_name, customer.national_id, customer.company_number, customer.vat_number,
       customer.einvoice_address)
      IS DISTINCT FROM ('', '–', '', '', '', '')
