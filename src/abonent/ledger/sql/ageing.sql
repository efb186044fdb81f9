-- How old what is owed is, by currency: not due, and so many days over due. Together it is what the account for open items stands at.
-- Takes   handed_over (receivable_id bigint, customer_id bigint, currency text, document_number text, source_kind text, opened_on date,
--         due_on date, amount numeric, open_amount numeric)
-- Reads   nothing else
-- Writes  nothing
-- Again   safe: a question
SELECT handed_over.currency,
       count(DISTINCT handed_over.receivable_id) AS items,
       coalesce(sum(handed_over.open_amount) FILTER (WHERE %(as_of)s::date - handed_over.due_on <= 0), 0) AS not_due,
       coalesce(sum(handed_over.open_amount) FILTER (WHERE %(as_of)s::date - handed_over.due_on BETWEEN 1 AND 30), 0) AS days_1,
       coalesce(sum(handed_over.open_amount) FILTER (WHERE %(as_of)s::date - handed_over.due_on BETWEEN 31 AND 60), 0) AS days_31,
       coalesce(sum(handed_over.open_amount) FILTER (WHERE %(as_of)s::date - handed_over.due_on BETWEEN 61 AND 90), 0) AS days_61,
       coalesce(sum(handed_over.open_amount) FILTER (WHERE %(as_of)s::date - handed_over.due_on > 90), 0) AS days_91,
       sum(handed_over.open_amount) AS total
FROM handed_over
GROUP BY handed_over.currency
ORDER BY handed_over.currency
