-- Give the contact persons of a batch the keys by which the source knows them, also those that were found by their names.
-- Reads   staged_contact_person
-- Writes  contact_person_key
-- Again   safe: a key is given once
INSERT INTO contact_person_key (source, key, contact_person_id)
SELECT %(key_source)s::text, staged_contact_person.key, staged_contact_person.contact_person_id
FROM staged_contact_person
WHERE staged_contact_person.batch_id = %(batch)s::bigint
  AND staged_contact_person.outcome <> ''
  AND staged_contact_person.key <> ''
ORDER BY staged_contact_person.line
ON CONFLICT (source, key) DO NOTHING
