-- How many copies of issues come by which way and route, as it is known now.
-- Takes   handed_over (issue_id bigint, outcome text, copies integer, place_id bigint, delivery_method text, route_id bigint)
-- Reads   nothing
-- Writes  nothing
-- Again   safe: a question
SELECT handed_over.issue_id, handed_over.delivery_method, handed_over.route_id, sum(handed_over.copies)::bigint AS copies,
    coalesce(sum(handed_over.copies) FILTER (WHERE handed_over.place_id IS NULL), 0)::bigint AS without_door
FROM handed_over
WHERE handed_over.outcome IN ('comes', 'redirected', 'donated')
GROUP BY handed_over.issue_id, handed_over.delivery_method, handed_over.route_id
