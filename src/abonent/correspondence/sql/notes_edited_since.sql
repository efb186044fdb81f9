-- The notes of a batch that a person has corrected, pinned or answered since the import.
-- Reads   imported_row, import_batch, interaction_history, interaction
-- Feeds   imports/keep_used_rows
SELECT imported_row.subject_id, 'used.edited' AS code, '{}'::jsonb AS parameters
FROM imported_row
JOIN import_batch ON import_batch.id = imported_row.batch_id
WHERE imported_row.batch_id = %(batch)s::bigint
  AND (
      EXISTS (
          SELECT 1
          FROM interaction_history
          WHERE interaction_history.id = imported_row.subject_id AND interaction_history.pgh_created_at > import_batch.committed_at
      )
      OR imported_row.is_new AND EXISTS (
          SELECT 1 FROM interaction WHERE interaction.id = imported_row.subject_id AND interaction.matter_id IS NOT NULL
      )
  )
