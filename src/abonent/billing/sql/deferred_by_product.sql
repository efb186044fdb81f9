-- What each product had deferred before a month, what was invoiced in it, and what is deferred after it.
-- Takes   handed_over (term_id bigint, ordinal smallint, day date, amount numeric, deferred numeric)
-- Reads   term, product
-- Writes  nothing
-- Again   safe: a question
SELECT
    term.product_id, term.currency,
    sum(handed_over.deferred) FILTER (WHERE handed_over.day < %(first)s::date) AS opening,
    sum(handed_over.amount * CASE WHEN handed_over.day < %(first)s::date THEN -1 ELSE 1 END) AS invoiced,
    sum(handed_over.deferred) FILTER (WHERE handed_over.day >= %(first)s::date) AS closing
FROM handed_over
JOIN term ON term.id = handed_over.term_id
JOIN product ON product.id = term.product_id
GROUP BY product.entity_id, product.code, term.product_id, term.currency
ORDER BY product.entity_id, product.code, term.currency
