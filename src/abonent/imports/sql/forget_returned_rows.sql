-- Take the mark from rows that a source has again, or that are no longer in the register.
-- Reads   nothing
-- Writes  vanished_row
-- Takes   handed_over (subject_id bigint, key text)
-- Again   safe: by then only those are left that are still missing
DELETE FROM vanished_row
WHERE vanished_row.source_id = %(loaded_from)s::bigint
  AND NOT EXISTS (SELECT 1 FROM handed_over WHERE handed_over.key = vanished_row.key)
