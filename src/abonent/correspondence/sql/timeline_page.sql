-- The next entries of a timeline, the latest first; the source and the id tell entries of one moment apart.
-- Reads   what is handed over
-- Writes  nothing
-- Takes   handed_over (source text, at timestamptz, chip text, id bigint, said jsonb, who text)
-- Again   safe: a question
SELECT handed_over.source, handed_over.at, handed_over.chip, handed_over.id, handed_over.said, handed_over.who
FROM handed_over
WHERE (%(chip)s::text = '' OR handed_over.chip = %(chip)s::text)
  AND (handed_over.at, handed_over.source, handed_over.id)
    < (%(before_at)s::timestamptz, %(before_source)s::text, %(before_id)s::bigint)
ORDER BY handed_over.at DESC, handed_over.source DESC, handed_over.id DESC
LIMIT %(limit)s::int
