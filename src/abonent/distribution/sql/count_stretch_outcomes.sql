-- How many rows of a street register are new, changed and the same.
-- Reads   staged_stretch
SELECT
    count(*) FILTER (WHERE staged_stretch.outcome = 'new') AS new,
    count(*) FILTER (WHERE staged_stretch.outcome = 'changed') AS changed,
    count(*) FILTER (WHERE staged_stretch.outcome = 'same') AS same
FROM staged_stretch
WHERE staged_stretch.batch_id = %(batch)s::bigint
