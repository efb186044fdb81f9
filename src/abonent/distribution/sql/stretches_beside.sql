-- The rows of a street register that are of the same doors or of the same route as some rows, and these.
-- Reads   staged_stretch, described_stretch
SELECT DISTINCT beside.line
FROM described_stretch AS asked
JOIN staged_stretch AS asked_row ON asked_row.batch_id = asked.batch_id AND asked_row.line = asked.line
JOIN described_stretch AS beside ON beside.batch_id = asked.batch_id
JOIN staged_stretch AS beside_row ON beside_row.batch_id = beside.batch_id AND beside_row.line = beside.line
WHERE asked.batch_id = %(batch)s::bigint
  AND asked.line = ANY(%(lines)s::integer[])
  AND (beside.same_doors = asked.same_doors OR beside_row.route = asked_row.route)
