-- Forget what rows of a list of dwellings come to, before that is asked again.
-- Reads   nothing
-- Writes  staged_door
-- Again   safe: by then nothing is said
UPDATE staged_door
SET outcome = ''
WHERE staged_door.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_door.line = ANY(%(lines)s::integer[]))
  AND staged_door.outcome <> ''
