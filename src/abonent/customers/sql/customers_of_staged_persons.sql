-- The customers of whose contact persons a batch brings or changes some.
-- Reads   staged_contact_person
-- Feeds   customers/refresh_search
SELECT DISTINCT staged_contact_person.customer_id
FROM staged_contact_person
WHERE staged_contact_person.batch_id = %(batch)s::bigint
  AND staged_contact_person.outcome IN ('new', 'changed')
