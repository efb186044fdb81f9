-- Name the new contact persons of a batch under the ids that were taken for them.
-- Reads   staged_contact_person
-- Writes  contact_person, one row per new row of the file
-- Again   safe: a person is named once
INSERT INTO contact_person (id, customer_id, given_name, family_name, position_type_id, position, language)
SELECT
    staged_contact_person.contact_person_id, staged_contact_person.customer_id, staged_contact_person.given_name,
    staged_contact_person.family_name, staged_contact_person.position_type_id, staged_contact_person.position, staged_contact_person.language
FROM staged_contact_person
WHERE staged_contact_person.batch_id = %(batch)s::bigint
  AND staged_contact_person.outcome = 'new'
ORDER BY staged_contact_person.line
ON CONFLICT (id) DO NOTHING
