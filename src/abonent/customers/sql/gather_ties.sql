-- Note one sort of tie of customers, each under the record that he stands for.
-- Reads   customer
-- Writes  a work table of the session, work_tie
-- Takes   handed_over (customer_id bigint, country text, entity_id bigint, latest_on date)
-- Again   safe: a tie that is there twice says the same
INSERT INTO work_tie (customer_id, tie, country, entity_id, latest_on)
SELECT customer.canonical_id, %(tie)s::text, handed_over.country, handed_over.entity_id, handed_over.latest_on
FROM handed_over
JOIN customer ON customer.id = handed_over.customer_id
