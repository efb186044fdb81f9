-- Give the notes of a batch the keys by which the source knows them.
-- Reads   staged_note
-- Writes  interaction_key
-- Again   safe: a key is given once
INSERT INTO interaction_key (source, key, interaction_id)
SELECT %(key_source)s::text, staged_note.key, staged_note.interaction_id
FROM staged_note
WHERE staged_note.batch_id = %(batch)s::bigint
  AND staged_note.outcome <> ''
  AND staged_note.key <> ''
ORDER BY staged_note.line
ON CONFLICT (source, key) DO NOTHING
