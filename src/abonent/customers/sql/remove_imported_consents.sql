-- Take away the consents that a batch has brought; what was said before them counts again.
-- Reads   imported_row
-- Writes  consent
-- Again   safe: by then there are none
DELETE FROM consent
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
  AND consent.id = imported_row.subject_id
