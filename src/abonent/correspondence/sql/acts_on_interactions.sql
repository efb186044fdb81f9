-- The acts on what was said with people, removed notes included.
-- Reads   interaction_history
-- Writes  nothing
-- Feeds   runs/erase_inverses
-- Again   safe: a question
SELECT DISTINCT 'interaction'::text AS subject_kind, interaction_history.id AS subject_id
FROM interaction_history
WHERE interaction_history.customer_id = ANY(%(people)s::bigint[])
