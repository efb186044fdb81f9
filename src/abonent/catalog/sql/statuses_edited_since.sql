-- The statuses with products of a batch that a person has changed or taken away since the import.
-- Reads   imported_row, import_batch, customer_product_history
-- Feeds   imports/keep_used_rows
SELECT imported_row.subject_id, 'used.edited' AS code, '{}'::jsonb AS parameters
FROM imported_row
JOIN import_batch ON import_batch.id = imported_row.batch_id
WHERE imported_row.batch_id = %(batch)s::bigint
  AND EXISTS (
      SELECT 1
      FROM customer_product_history
      WHERE customer_product_history.pgh_obj_id = imported_row.subject_id
        AND customer_product_history.pgh_created_at > import_batch.committed_at
  )
