-- Take away the stretches that a street register has brought.
-- Reads   imported_row
-- Writes  route_stretch
-- Again   safe: by then there are none
DELETE FROM route_stretch
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.is_new
  AND imported_row.kept IS NULL
  AND route_stretch.id = imported_row.subject_id
