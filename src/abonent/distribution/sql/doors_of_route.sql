-- The doors of a route on a day in the order of its walk, with where they lie if that is known.
-- Reads   route_stretch, route_stop, place, door
-- Writes  nothing
-- Again   safe: a question
SELECT
    route_stop.stretch_id, place.street, place.number, place.staircase, place.flat, door.latitude, door.longitude
FROM route_stretch
JOIN route_stop ON route_stop.stretch_id = route_stretch.id
JOIN place ON place.id = route_stop.place_id
LEFT JOIN door ON door.place_id = place.id
WHERE route_stretch.route_id = %(route)s::bigint
  AND route_stretch.during @> %(day)s::date
ORDER BY route_stop.position, route_stop.place_id
LIMIT %(at_most)s::integer
