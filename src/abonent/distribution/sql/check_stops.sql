-- Doors on a route that its stretches do not have, or elsewhere in the walk; and doors on one route that another has too without knowing.
-- Reads   route_stop, route_match, route_stretch, route
-- Writes  nothing
-- Again   safe: a question
WITH wrong AS (
    SELECT route_stop.place_id, route_stop.stretch_id
    FROM route_stop
    LEFT JOIN route_match ON route_match.place_id = route_stop.place_id AND route_match.stretch_id = route_stop.stretch_id
    WHERE route_match.position IS DISTINCT FROM route_stop.position
    UNION ALL
    SELECT route_match.place_id, route_match.stretch_id
    FROM (SELECT DISTINCT route_stop.place_id FROM route_stop) AS routed
    JOIN route_match ON route_match.place_id = routed.place_id
    LEFT JOIN route_stop ON route_stop.place_id = route_match.place_id AND route_stop.stretch_id = route_match.stretch_id
    WHERE route_stop.place_id IS NULL
)
SELECT route_stretch.route_id, route.number, count(*) AS doors
FROM wrong
LEFT JOIN route_stretch ON route_stretch.id = wrong.stretch_id
LEFT JOIN route ON route.id = route_stretch.route_id
GROUP BY route_stretch.route_id, route.number
ORDER BY route.number
LIMIT 100
