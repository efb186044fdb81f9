-- How many doors and copies each route has of a coverage distribution.
-- Reads   coverage_copy
-- Writes  nothing
-- Again   safe: a question
SELECT coverage_copy.route_id, count(*)::integer AS doors, sum(coverage_copy.copies)::integer AS copies
FROM coverage_copy
WHERE coverage_copy.coverage_id = %(coverage)s::bigint
GROUP BY coverage_copy.route_id
