-- Forget the before-values of the rows that were undone; those that were kept stay, with the reason.
-- Reads   nothing
-- Writes  imported_row
-- Again   safe: by then there are none
DELETE FROM imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
