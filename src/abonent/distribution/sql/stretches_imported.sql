-- The stretches of the routes that a street register has changed: as they are, and as they were before.
-- Reads   imported_row
-- Writes  nothing
-- Again   safe: a question
SELECT imported_row.subject_id AS stretch_id
FROM imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
