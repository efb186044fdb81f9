-- The doors of a batch of which somebody has said something else since.
-- Reads   imported_row, import_batch, door_history
-- Feeds   imports/keep_used_rows
SELECT DISTINCT imported_row.subject_id, 'used.edited' AS code, '{}'::jsonb AS parameters
FROM imported_row
JOIN import_batch ON import_batch.id = imported_row.batch_id
JOIN door_history ON door_history.pgh_obj_id = imported_row.subject_id AND door_history.pgh_created_at > import_batch.committed_at
WHERE imported_row.batch_id = %(batch)s::bigint
