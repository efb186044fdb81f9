-- What is deferred at the end of each of some days, and what was invoiced until then.
-- Takes   handed_over (term_id bigint, ordinal smallint, day date, amount numeric, deferred numeric)
-- Reads   term
-- Writes  nothing
-- Again   safe: a question
SELECT term.currency, handed_over.day, sum(handed_over.amount) AS invoiced, sum(handed_over.deferred) AS deferred
FROM handed_over
JOIN term ON term.id = handed_over.term_id
GROUP BY term.currency, handed_over.day
ORDER BY term.currency, handed_over.day
