-- Forget what people were before an import changed them; what it brought of them can then no longer be undone.
-- Reads   import_batch: rows of other kinds are no customers
-- Writes  imported_row
-- Again   safe: finds nothing the second time
DELETE FROM imported_row
USING import_batch
WHERE import_batch.id = imported_row.batch_id
  AND import_batch.kind = 'customers'
  AND imported_row.subject_id = ANY(%(people)s::bigint[])
