-- Forget that a source no longer has people.
-- Reads   nothing else
-- Writes  vanished_row
-- Again   safe: finds nothing the second time
DELETE FROM vanished_row
WHERE vanished_row.subject_id = ANY(%(people)s::bigint[])
