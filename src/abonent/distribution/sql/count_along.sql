-- How many copies of a kind carriers bring along with issues, by way of delivery.
-- Takes   handed_over (issue_id bigint, delivery_method text, copies integer)
-- Reads   nothing
-- Writes  nothing
-- Again   safe: a question
SELECT handed_over.issue_id, handed_over.delivery_method, sum(handed_over.copies)::integer AS copies
FROM handed_over
WHERE handed_over.copies > 0
GROUP BY handed_over.issue_id, handed_over.delivery_method
