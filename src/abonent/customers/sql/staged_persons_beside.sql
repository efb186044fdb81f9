-- The rows of a file of contact persons that are about the same person as some rows are, and these.
-- Reads   known_contact_person
SELECT beside.line
FROM known_contact_person AS named
JOIN known_contact_person AS beside ON beside.batch_id = named.batch_id AND (beside.sign = named.sign OR beside.line = named.line)
WHERE named.batch_id = %(batch)s::bigint
  AND named.line = ANY(%(lines)s::integer[])
