-- Take away the contact points that a batch has given: all of a new customer, of a changed one those that were not there before.
-- Reads   imported_row
-- Writes  contact_point
-- Again   safe: by then there are none
DELETE FROM contact_point
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
  AND contact_point.customer_id = imported_row.subject_id
  AND contact_point.contact_person_id IS NULL
  AND (imported_row.is_new OR NOT EXISTS (
      SELECT 1
      FROM jsonb_to_recordset(imported_row.before -> 'contact_points') AS former (id bigint)
      WHERE former.id = contact_point.id
  ))
