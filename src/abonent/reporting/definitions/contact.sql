-- How customers and their contact persons are reached: telephone numbers, e-mail and web addresses that work.
-- customer_number     whose it is
-- contact_person      the contact person of the organisation; empty for the customer's own
-- kind                mobile, phone, email or web
-- value               as it was written
-- normalised          as machines compare it: a telephone number as E.164, an e-mail address in small letters
-- preferred           whether it is used before the others of its kind
SELECT
    customer.number AS customer_number, coalesce(contact_person.name, '') AS contact_person, contact_point.kind, contact_point.value,
    contact_point.normalised, contact_point.preferred
FROM contact_point
LEFT JOIN contact_person ON contact_person.id = contact_point.contact_person_id
JOIN customer AS record ON record.id = contact_point.customer_id
JOIN customer ON customer.id = record.canonical_id
WHERE contact_point.valid
  AND :my_customers
