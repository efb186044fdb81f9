-- Take people out of lists from outside: where they have become customers, and where a row has a telephone number or e-mail address of theirs.
-- Reads   contact_point
-- Writes  list_row
-- Again   safe: an erased row is not looked for
UPDATE list_row
SET erased_as = md5(list_row.cells::text), emptied_at = abonent_now(), cells = '[]', faults = NULL,
    given_name = '', family_name = '', organisation_name = '', care_of = '', street = '', number = '', staircase = '', flat = '', postal_code = '', town = '',
    mobile = '', mobile_normalised = '', phone = '', phone_normalised = '', email = '', email_normalised = ''
WHERE list_row.emptied_at IS NULL
  AND (
      list_row.customer_id = ANY(%(people)s::bigint[])
      OR EXISTS (
          SELECT 1
          FROM contact_point
          WHERE contact_point.customer_id = ANY(%(people)s::bigint[])
            AND contact_point.normalised <> ''
            AND contact_point.normalised IN (list_row.mobile_normalised, list_row.phone_normalised, list_row.email_normalised)
      )
  )
