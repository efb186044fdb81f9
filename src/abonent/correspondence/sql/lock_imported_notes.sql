-- Hold the notes of a batch, so that nobody corrects or answers them while the import is undone.
-- Reads   imported_row, interaction
SELECT interaction.id
FROM imported_row
JOIN interaction ON interaction.id = imported_row.subject_id
WHERE imported_row.batch_id = %(batch)s::bigint
ORDER BY interaction.id
FOR UPDATE OF interaction
