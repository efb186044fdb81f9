-- Take away the telephones and e-mail that a batch has given to contact persons.
-- Reads   imported_row
-- Writes  contact_point
-- Again   safe: by then there are none
DELETE FROM contact_point
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
  AND contact_point.contact_person_id = imported_row.subject_id
  AND (imported_row.is_new OR NOT EXISTS (
      SELECT 1
      FROM jsonb_to_recordset(imported_row.before -> 'points') AS former (id bigint)
      WHERE former.id = contact_point.id
  ))
