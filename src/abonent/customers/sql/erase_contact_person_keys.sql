-- Take away the keys that other systems know contact persons of people by.
-- Reads   contact_person
-- Writes  contact_person_key
-- Again   safe: finds nothing the second time
DELETE FROM contact_person_key
USING contact_person
WHERE contact_person.id = contact_person_key.contact_person_id
  AND contact_person.customer_id = ANY(%(people)s::bigint[])
