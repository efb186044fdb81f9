-- The rows of a file of notes that are the same note as some rows are, and these.
-- Reads   known_note
SELECT beside.line
FROM known_note AS named
JOIN known_note AS beside ON beside.batch_id = named.batch_id AND (beside.sign = named.sign OR beside.line = named.line)
WHERE named.batch_id = %(batch)s::bigint
  AND named.line = ANY(%(lines)s::integer[])
