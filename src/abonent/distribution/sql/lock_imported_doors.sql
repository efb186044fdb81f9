-- Hold the doors that a list of dwellings has written, so that nobody changes them while it is taken back.
-- Reads   imported_row, door
SELECT door.place_id
FROM imported_row
JOIN door ON door.place_id = imported_row.subject_id
WHERE imported_row.batch_id = %(batch)s::bigint
ORDER BY door.place_id
FOR UPDATE OF door
