-- Forget what rows of a file of notes come to, before that is asked again.
-- Reads   nothing
-- Writes  staged_note
-- Again   safe: by then nothing is said
UPDATE staged_note
SET customer_id = NULL, interaction_id = NULL, happened_at = NULL, recorded_by_id = NULL, outcome = ''
WHERE staged_note.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_note.line = ANY(%(lines)s::integer[]))
  AND staged_note.outcome <> ''
