-- The doors between some degrees that other routes of the company of a route have on a day, brought in the same way.
-- Reads   route, route_stretch, route_stop, place, door
-- Writes  nothing
-- Again   safe: a question
SELECT
    route_stop.stretch_id, neighbour.number AS route, place.street, place.number, place.staircase, place.flat, door.latitude, door.longitude
FROM door
JOIN route_stop ON route_stop.place_id = door.place_id
JOIN route_stretch ON route_stretch.id = route_stop.stretch_id
JOIN route AS neighbour ON neighbour.id = route_stretch.route_id
JOIN route ON route.entity_id = neighbour.entity_id AND route.delivery_method = neighbour.delivery_method
JOIN place ON place.id = door.place_id
WHERE route.id = %(route)s::bigint
  AND neighbour.id <> route.id
  AND route_stretch.during @> %(day)s::date
  AND door.latitude BETWEEN %(south)s::numeric AND %(north)s::numeric
  AND door.longitude BETWEEN %(west)s::numeric AND %(east)s::numeric
ORDER BY neighbour.sorts_as, route_stop.position
LIMIT %(at_most)s::integer
