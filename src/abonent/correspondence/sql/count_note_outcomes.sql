-- How many rows of a file of notes are new, changed and the same.
-- Reads   staged_note
SELECT
    count(*) FILTER (WHERE staged_note.outcome = 'new') AS new,
    count(*) FILTER (WHERE staged_note.outcome = 'changed') AS changed,
    count(*) FILTER (WHERE staged_note.outcome = 'same') AS same
FROM staged_note
WHERE staged_note.batch_id = %(batch)s::bigint
