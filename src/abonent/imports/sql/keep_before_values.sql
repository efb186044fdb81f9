-- Keep what an import is about to do to each row of the register, with the values before, so that it can be undone.
-- Reads   nothing
-- Writes  imported_row, one row per row of the register that is new or changed
-- Takes   handed_over (subject_id bigint, line integer, is_new boolean, before jsonb)
-- Again   safe: what was kept first stays
INSERT INTO imported_row (batch_id, subject_id, line, is_new, before)
SELECT %(batch)s::bigint, handed_over.subject_id, handed_over.line, handed_over.is_new, handed_over.before
FROM handed_over
ON CONFLICT (batch_id, subject_id) DO NOTHING
