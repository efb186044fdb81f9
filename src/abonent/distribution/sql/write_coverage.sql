-- Write the doors to which a coverage distribution comes.
-- Takes   handed_over (place_id bigint, route_id bigint, position text, copies integer)
-- Reads   nothing
-- Writes  coverage_copy, one row per door that gets some
-- Again   safe: a door is written once
INSERT INTO coverage_copy (coverage_id, place_id, route_id, position, copies)
SELECT %(coverage)s::bigint, handed_over.place_id, handed_over.route_id, handed_over.position, handed_over.copies
FROM handed_over
WHERE handed_over.copies > 0
ON CONFLICT (coverage_id, place_id) DO NOTHING
