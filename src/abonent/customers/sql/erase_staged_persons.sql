-- Take away the rows of files of contact persons who speak for people.
-- Reads   nothing else
-- Writes  staged_contact_person
-- Again   safe: finds nothing the second time
DELETE FROM staged_contact_person
WHERE staged_contact_person.customer_id = ANY(%(people)s::bigint[])
