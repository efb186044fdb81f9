-- How many doors and copies each route has of a coverage distribution.
-- Reads   coverage_copy, coverage_receiver
-- Writes  nothing
-- Again   safe: a question
SELECT gets.route_id, count(DISTINCT gets.place_id)::integer AS doors, sum(gets.copies)::integer AS copies
FROM (
    SELECT coverage_copy.route_id, coverage_copy.place_id, coverage_copy.copies
    FROM coverage_copy
    WHERE coverage_copy.coverage_id = %(coverage)s::bigint
    UNION ALL
    SELECT coverage_receiver.route_id, coverage_receiver.place_id, 1
    FROM coverage_receiver
    WHERE coverage_receiver.coverage_id = %(coverage)s::bigint
) AS gets
GROUP BY gets.route_id
