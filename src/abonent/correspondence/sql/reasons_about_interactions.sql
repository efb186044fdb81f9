-- The edits of what was said with people.
-- Reads   interaction_history
-- Writes  nothing
-- Feeds   access/erase_reasons
-- Again   safe: a question
SELECT DISTINCT interaction_history.pgh_context_id AS context_id
FROM interaction_history
WHERE interaction_history.customer_id = ANY(%(people)s::bigint[])
