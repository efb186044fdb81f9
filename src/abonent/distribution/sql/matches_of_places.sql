-- Which stretches have the doors of places, and where in their walks these come.
-- Takes   handed_over (place_id bigint)
-- Reads   route_match
-- Writes  nothing
-- Again   safe: a question
SELECT route_match.place_id, route_match.stretch_id, route_match.position
FROM (SELECT DISTINCT handed_over.place_id FROM handed_over) AS asked
JOIN route_match ON route_match.place_id = asked.place_id
