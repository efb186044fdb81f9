-- Take away conflicts that are none any more: somebody has said here what the workbook says, or the row says it no longer.
-- Reads   nothing
-- Writes  import_conflict
-- Takes   handed_over (line integer, field text)
-- Again   safe: by then there are none
DELETE FROM import_conflict
WHERE import_conflict.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR import_conflict.line = ANY(%(lines)s::integer[]))
  AND import_conflict.choice <> 'theirs'
  AND NOT EXISTS (SELECT 1 FROM handed_over WHERE handed_over.line = import_conflict.line AND handed_over.field = import_conflict.field)
