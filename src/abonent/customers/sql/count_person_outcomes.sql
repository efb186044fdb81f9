-- How many rows of a file of contact persons are new, changed and the same.
-- Reads   staged_contact_person
SELECT
    count(*) FILTER (WHERE staged_contact_person.outcome = 'new') AS new,
    count(*) FILTER (WHERE staged_contact_person.outcome = 'changed') AS changed,
    count(*) FILTER (WHERE staged_contact_person.outcome = 'same') AS same
FROM staged_contact_person
WHERE staged_contact_person.batch_id = %(batch)s::bigint
