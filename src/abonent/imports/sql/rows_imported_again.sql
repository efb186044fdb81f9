-- The rows of a batch that a later import has changed, and the file of that import.
-- Reads   imported_row, import_batch, stored_file
-- Feeds   imports/keep_used_rows
SELECT imported_row.subject_id, 'used.imported_again' AS code, jsonb_build_object('file', min(stored_file.name)) AS parameters
FROM imported_row
JOIN imported_row AS later ON later.subject_id = imported_row.subject_id AND later.batch_id > imported_row.batch_id
JOIN import_batch ON import_batch.id = later.batch_id AND import_batch.kind = %(kind)s::text
JOIN stored_file ON stored_file.id = import_batch.file_id
WHERE imported_row.batch_id = %(batch)s::bigint
  AND later.kept IS NULL
GROUP BY imported_row.subject_id
