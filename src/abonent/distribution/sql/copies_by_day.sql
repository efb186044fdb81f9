-- How many copies come to some doors in one way on each day.
-- Takes   handed_over (published_on date, outcome text, copies integer, place_id bigint, delivery_method text)
-- Reads   nothing
-- Writes  nothing
-- Again   safe: a question
SELECT handed_over.published_on, sum(handed_over.copies) AS copies
FROM handed_over
WHERE handed_over.outcome IN ('comes', 'redirected', 'donated')
  AND handed_over.delivery_method = %(method)s::text
  AND handed_over.place_id = ANY(%(places)s::bigint[])
GROUP BY handed_over.published_on
ORDER BY handed_over.published_on
