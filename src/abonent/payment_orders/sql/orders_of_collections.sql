-- The orders that collections come to: one for each scheme and day.
-- Takes   handed_over (collection_id bigint, receivable_id bigint, mandate_id bigint, customer_id bigint, amount numeric, sequence text,
--         attempt smallint, scheme text, collect_on date, payer text, account_number text)
-- Writes  nothing
-- Again   safe: a question
SELECT handed_over.scheme, handed_over.collect_on, count(*) AS pieces, sum(handed_over.amount) AS amount
FROM handed_over
GROUP BY handed_over.scheme, handed_over.collect_on
ORDER BY handed_over.scheme, handed_over.collect_on
