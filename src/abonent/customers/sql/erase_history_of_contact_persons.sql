-- Take away who had spoken for people, and what he was called.
-- Reads   nothing else
-- Writes  contact_person_history
-- Again   safe: finds nothing the second time
DELETE FROM contact_person_history
WHERE contact_person_history.customer_id = ANY(%(people)s::bigint[])
