-- Mark the rows that a source no longer has, since the day they were first missed.
-- Reads   nothing
-- Writes  vanished_row, one row per key that is missing
-- Takes   handed_over (subject_id bigint, key text)
-- Again   safe: the first day stays
INSERT INTO vanished_row (source_id, subject_id, key, since_on)
SELECT %(loaded_from)s::bigint, handed_over.subject_id, handed_over.key, %(today)s::date
FROM handed_over
ON CONFLICT (source_id, key) DO NOTHING
