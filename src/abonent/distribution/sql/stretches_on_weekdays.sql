-- The stretches of a route as they would be if it were walked on other weekdays, or what comes by it came in another way.
-- Reads   route_stretch
-- Writes  nothing
-- Feeds   distribution/stretches_in_the_way
-- Again   safe: a question
SELECT
    route_stretch.id AS asked, route_stretch.id AS stretch_id, route_stretch.entity_id, %(method)s::text AS delivery_method,
    route_stretch.finds, route_stretch.sides, route_stretch.numbers, weekdays_of(%(weekdays)s::integer) AS works_on, route_stretch.during
FROM route_stretch
WHERE route_stretch.route_id = %(route)s::bigint
