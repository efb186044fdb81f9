-- How many subscriptions and copies of a list are new, changed and stopped since one before.
-- Takes   handed_over (change text, copies integer)
-- Reads   nothing
-- Writes  nothing
-- Again   safe: a question
SELECT handed_over.change, count(*)::bigint AS subscriptions, sum(handed_over.copies)::bigint AS copies
FROM handed_over
GROUP BY handed_over.change
