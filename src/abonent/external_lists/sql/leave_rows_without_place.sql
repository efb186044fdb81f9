-- Let the rows of a list that was read again stand where the file has them; those that it no longer has are without a place.
-- Reads   nothing else
-- Writes  list_row.line
-- Again   safe: a row that stands where it is stays
UPDATE list_row
SET line = CASE WHEN list_row.line > 1000000000 THEN list_row.line - 1000000000 END
WHERE list_row.external_list_id = %(external_list)s::bigint
  AND (list_row.line < 0 OR list_row.line > 1000000000)
