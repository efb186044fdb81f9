-- The contact persons of a batch whom, or whose telephone and e-mail, a person has edited since the import.
-- Reads   imported_row, import_batch, contact_person_history, contact_point_history
-- Feeds   imports/keep_used_rows
WITH edited AS (
    SELECT contact_person_history.id AS contact_person_id, contact_person_history.pgh_created_at AS edited_at
    FROM contact_person_history
    UNION ALL
    SELECT contact_point_history.contact_person_id, contact_point_history.pgh_created_at
    FROM contact_point_history
)
SELECT imported_row.subject_id, 'used.edited' AS code, '{}'::jsonb AS parameters
FROM imported_row
JOIN import_batch ON import_batch.id = imported_row.batch_id
JOIN edited ON edited.contact_person_id = imported_row.subject_id AND edited.edited_at > import_batch.committed_at
WHERE imported_row.batch_id = %(batch)s::bigint
GROUP BY imported_row.subject_id
