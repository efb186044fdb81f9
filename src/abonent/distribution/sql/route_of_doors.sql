-- By which route of a company the papers of a day that come in one way come to doors, and where in its walk: the stretch that names the
-- door itself counts before its street, that before its postal code. A door that no route has that day is left out.
-- Takes   handed_over (place_id bigint)
-- Reads   route_stop, route_stretch
-- Writes  nothing
-- Again   safe: a question
SELECT DISTINCT ON (route_stop.place_id)
    route_stop.place_id, route_stretch.route_id, route_stop.stretch_id, route_stop.position
FROM handed_over
JOIN route_stop ON route_stop.place_id = handed_over.place_id
JOIN route_stretch ON route_stretch.id = route_stop.stretch_id
WHERE route_stretch.entity_id = %(entity)s::bigint
  AND route_stretch.delivery_method = %(method)s::text
  AND route_stretch.during @> %(day)s::date
  AND route_stretch.weekdays & (1 << (extract(isodow FROM %(day)s::date)::integer - 1)) <> 0
ORDER BY route_stop.place_id, route_stretch.found_by
