-- Take away the doors that a list of dwellings has brought; their places stay.
-- Reads   imported_row
-- Writes  door
-- Again   safe: by then there are none
DELETE FROM door
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND door.place_id = imported_row.subject_id
