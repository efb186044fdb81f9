-- The items behind a figure of the ageing: of a currency, from so many days over due to so many; the longest due first, from behind a row on.
-- Takes   handed_over (receivable_id bigint, customer_id bigint, currency text, document_number text, source_kind text, opened_on date,
--         due_on date, amount numeric, open_amount numeric)
-- Reads   customer
-- Writes  nothing
-- Again   safe: a question
SELECT handed_over.receivable_id, handed_over.document_number, handed_over.due_on, handed_over.open_amount, handed_over.currency,
       %(as_of)s::date - handed_over.due_on AS days, customer.number AS customer_number, customer.name AS customer_name
FROM handed_over
JOIN customer ON customer.id = handed_over.customer_id
WHERE handed_over.currency = %(currency)s
  AND %(as_of)s::date - handed_over.due_on BETWEEN %(first_day)s::integer AND %(latest_day)s::integer
  AND (handed_over.due_on, handed_over.receivable_id) > (%(after_day)s::date, %(after)s::bigint)
ORDER BY handed_over.due_on, handed_over.receivable_id
LIMIT %(at_most)s::integer
