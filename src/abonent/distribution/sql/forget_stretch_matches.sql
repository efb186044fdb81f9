-- Forget what rows of a street register come to, before that is asked again.
-- Reads   nothing
-- Writes  staged_stretch
-- Again   safe: by then nothing is said
UPDATE staged_stretch
SET route_id = NULL, stretch_id = NULL, new_id = NULL, outcome = ''
WHERE staged_stretch.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_stretch.line = ANY(%(lines)s::integer[]))
  AND staged_stretch.outcome <> ''
