-- Take away the keys that a batch has given to contact persons.
-- Reads   imported_row
-- Writes  contact_person_key
-- Again   safe: by then there are none
DELETE FROM contact_person_key
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
  AND contact_person_key.contact_person_id = imported_row.subject_id
  AND contact_person_key.source = %(key_source)s::text
  AND (imported_row.is_new OR NOT (imported_row.before -> 'keyed')::boolean)
