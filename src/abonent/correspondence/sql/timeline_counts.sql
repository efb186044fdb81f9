-- How many entries a timeline has under each of its filters.
-- Reads   what is handed over
-- Writes  nothing
-- Takes   handed_over (source text, at timestamptz, chip text, id bigint, said jsonb, who text)
-- Again   safe: a question
SELECT handed_over.chip, count(*) AS entries
FROM handed_over
GROUP BY handed_over.chip
