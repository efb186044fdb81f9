-- Take away the notes that a batch has brought.
-- Reads   imported_row
-- Writes  interaction
-- Again   safe: by then there are none
DELETE FROM interaction
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND interaction.id = imported_row.subject_id
