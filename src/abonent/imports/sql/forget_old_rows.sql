-- Forget the before-values of imports that can no longer be undone.
-- Reads   import_batch
-- Writes  imported_row
-- Again   safe: by then there are none
DELETE FROM imported_row
USING import_batch
WHERE import_batch.id = imported_row.batch_id
  AND import_batch.committed_at < %(before)s::timestamptz
