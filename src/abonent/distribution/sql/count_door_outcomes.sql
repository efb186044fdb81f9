-- How many rows of a list of dwellings are new, changed and the same.
-- Reads   staged_door
SELECT
    count(*) FILTER (WHERE staged_door.outcome = 'new') AS new,
    count(*) FILTER (WHERE staged_door.outcome = 'changed') AS changed,
    count(*) FILTER (WHERE staged_door.outcome = 'same') AS same
FROM staged_door
WHERE staged_door.batch_id = %(batch)s::bigint
