-- Take away who speaks for people.
-- Reads   nothing else
-- Writes  contact_person
-- Again   safe: finds nothing the second time
DELETE FROM contact_person
WHERE contact_person.customer_id = ANY(%(people)s::bigint[])
