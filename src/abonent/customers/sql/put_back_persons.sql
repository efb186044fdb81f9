-- Put the contact persons that a batch has changed back to what they said before.
-- Reads   imported_row
-- Writes  contact_person
-- Again   safe: by then they say it
UPDATE contact_person
SET given_name = former.given_name,
    family_name = former.family_name,
    position_type_id = former.position_type_id,
    position = former.position,
    language = former.language
FROM imported_row
CROSS JOIN LATERAL jsonb_to_record(imported_row.before -> 'person') AS former (
    given_name text, family_name text, position_type_id bigint, position text, language text
)
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
  AND contact_person.id = imported_row.subject_id
  AND (contact_person.given_name, contact_person.family_name, contact_person.position_type_id, contact_person.position, contact_person.language)
      IS DISTINCT FROM (former.given_name, former.family_name, former.position_type_id, former.position, former.language)
