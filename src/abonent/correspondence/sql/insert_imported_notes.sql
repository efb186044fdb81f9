-- Write down the new notes of a batch under the ids that were taken for them.
-- Reads   staged_note
-- Writes  interaction, one row per new row of the file
-- Again   safe: a note is written once
INSERT INTO interaction (id, customer_id, kind, direction, happened_at, subject, body, result, recorded_by_id, written_by)
SELECT
    staged_note.interaction_id, staged_note.customer_id, staged_note.kind, staged_note.direction, staged_note.happened_at, staged_note.subject,
    staged_note.body, '', staged_note.recorded_by_id, CASE WHEN staged_note.recorded_by_id IS NULL THEN staged_note.author ELSE '' END
FROM staged_note
WHERE staged_note.batch_id = %(batch)s::bigint
  AND staged_note.outcome = 'new'
ORDER BY staged_note.happened_at, staged_note.line
ON CONFLICT (id) DO NOTHING
