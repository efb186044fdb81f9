-- Each door that a route of the viewer's companies has on a day, with the route: of several stretches the one that finds it most closely.
-- Reads   route_stop, route_stretch, staff_entity
-- Writes  nothing
-- Feeds   service/quality_of_delivery
-- Again   safe: a question
SELECT DISTINCT ON (route_stop.place_id) route_stop.place_id, route_stretch.route_id::text AS area
FROM route_stretch
JOIN route_stop ON route_stop.stretch_id = route_stretch.id
WHERE route_stretch.during @> %(today)s::date
  AND route_stretch.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
ORDER BY route_stop.place_id, route_stretch.found_by
