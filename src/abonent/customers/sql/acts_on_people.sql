-- The acts on people themselves, as what they are about.
-- Reads   nothing else
-- Writes  nothing
-- Feeds   runs/erase_inverses
-- Again   safe: a question
SELECT 'customer'::text AS subject_kind, person.id AS subject_id
FROM unnest(%(people)s::bigint[]) AS person (id)
