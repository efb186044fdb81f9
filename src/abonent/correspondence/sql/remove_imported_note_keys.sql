-- Take away the keys that a batch has given to notes.
-- Reads   imported_row
-- Writes  interaction_key
-- Again   safe: by then there are none
DELETE FROM interaction_key
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
  AND interaction_key.interaction_id = imported_row.subject_id
  AND interaction_key.source = %(key_source)s::text
  AND (imported_row.is_new OR NOT (imported_row.before -> 'keyed')::boolean)
