-- Bring what the file says otherwise into the contact persons it knows; an empty cell leaves what is there.
-- Reads   staged_contact_person
-- Writes  contact_person
-- Again   safe: by then nothing is otherwise
UPDATE contact_person
SET given_name = said.given_name,
    family_name = said.family_name,
    position_type_id = said.position_type_id,
    position = said.position,
    language = said.language
FROM (
    SELECT
        known.id,
        coalesce(nullif(staged.given_name, ''), known.given_name) AS given_name,
        coalesce(nullif(staged.family_name, ''), known.family_name) AS family_name,
        coalesce(staged.position_type_id, known.position_type_id) AS position_type_id,
        coalesce(nullif(staged.position, ''), known.position) AS position,
        coalesce(nullif(staged.language, ''), known.language) AS language
    FROM staged_contact_person AS staged
    JOIN contact_person AS known ON known.id = staged.contact_person_id
    WHERE staged.batch_id = %(batch)s::bigint
      AND staged.outcome = 'changed'
) AS said
WHERE contact_person.id = said.id
  AND (contact_person.given_name, contact_person.family_name, contact_person.position_type_id, contact_person.position, contact_person.language)
      IS DISTINCT FROM (said.given_name, said.family_name, said.position_type_id, said.position, said.language)
