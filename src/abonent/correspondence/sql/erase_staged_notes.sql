-- Take away the rows of files of notes about people.
-- Reads   nothing else
-- Writes  staged_note
-- Again   safe: finds nothing the second time
DELETE FROM staged_note
WHERE staged_note.customer_id = ANY(%(people)s::bigint[])
