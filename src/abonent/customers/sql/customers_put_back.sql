-- The customers of a batch that are put back as they were before it.
-- Reads   imported_row
-- Feeds   customers/refresh_search
SELECT imported_row.subject_id AS customer_id
FROM imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
