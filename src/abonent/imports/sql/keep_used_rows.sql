-- Mark the rows of a batch that were used since, with how: an undoing leaves them alone.
-- Reads   nothing
-- Writes  imported_row.kept
-- Takes   handed_over (subject_id bigint, code text, parameters jsonb)
-- Again   safe: the first reason stays
UPDATE imported_row
SET kept = handed_over.parameters || jsonb_build_object('code', handed_over.code)
FROM handed_over
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.subject_id = handed_over.subject_id
  AND imported_row.kept IS NULL
