-- Take away the contact persons that a batch has brought.
-- Reads   imported_row
-- Writes  contact_person
-- Again   safe: by then there are none
DELETE FROM contact_person
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND contact_person.id = imported_row.subject_id
