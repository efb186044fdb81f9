-- The terms behind the deferred revenue of a month, each as the products are told, from behind a term on.
-- Takes   handed_over (term_id bigint, ordinal smallint, day date, amount numeric, deferred numeric)
-- Reads   term, subscription
-- Writes  nothing
-- Again   safe: a question
SELECT
    handed_over.term_id, subscription.number, term.currency, lower(term.sold_during) AS first_on,
    sum(handed_over.deferred) FILTER (WHERE handed_over.day < %(first)s::date) AS opening,
    sum(handed_over.amount * CASE WHEN handed_over.day < %(first)s::date THEN -1 ELSE 1 END) AS invoiced,
    sum(handed_over.deferred) FILTER (WHERE handed_over.day >= %(first)s::date) AS closing
FROM handed_over
JOIN term ON term.id = handed_over.term_id
JOIN subscription ON subscription.id = term.subscription_id
WHERE handed_over.term_id > %(after)s::bigint
GROUP BY handed_over.term_id, subscription.number, term.currency, term.sold_during
ORDER BY handed_over.term_id
LIMIT %(at_most)s::integer
