-- The rows of a list of dwellings that are of the same door as some rows, and these.
-- Reads   staged_door
SELECT DISTINCT beside.line
FROM staged_door AS asked
JOIN staged_door AS beside ON beside.batch_id = asked.batch_id AND beside.door = asked.door
WHERE asked.batch_id = %(batch)s::bigint
  AND asked.line = ANY(%(lines)s::integer[])
