-- The stretches of some routes.
-- Reads   route_stretch
-- Writes  nothing
-- Again   safe: a question
SELECT route_stretch.id AS stretch_id
FROM route_stretch
WHERE route_stretch.route_id = ANY(%(routes)s::bigint[])
