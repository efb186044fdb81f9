-- Forget what rows of a file of contact persons come to, before that is asked again.
-- Reads   nothing
-- Writes  staged_contact_person
-- Again   safe: by then nothing is said
UPDATE staged_contact_person
SET customer_id = NULL, contact_person_id = NULL, position_type_id = NULL, outcome = ''
WHERE staged_contact_person.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_contact_person.line = ANY(%(lines)s::integer[]))
  AND staged_contact_person.outcome <> ''
