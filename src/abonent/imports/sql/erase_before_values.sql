-- Forget what people were before an import changed them; what it brought of them can then no longer be undone.
-- Reads   nothing else
-- Writes  imported_row
-- Again   safe: finds nothing the second time
DELETE FROM imported_row
WHERE imported_row.subject_id = ANY(%(people)s::bigint[])
