-- The doors to which papers go or went where stretches are: in their postal codes, or the one place that a stretch is.
-- Takes   handed_over (stretch_id bigint)
-- Reads   route_stretch, place, address, redirect, outlet
-- Writes  nothing
-- Again   safe: a question
WITH changed AS (
    SELECT DISTINCT route_stretch.country, route_stretch.postal_code, route_stretch.place_id
    FROM handed_over
    JOIN route_stretch ON route_stretch.id = handed_over.stretch_id
), there AS (
    SELECT place.id AS place_id
    FROM changed
    JOIN place ON place.country = changed.country AND place.postal_code = changed.postal_code
    UNION
    SELECT changed.place_id FROM changed WHERE changed.place_id IS NOT NULL
)
SELECT there.place_id
FROM there
WHERE EXISTS (SELECT FROM address WHERE address.place_id = there.place_id AND address.kind = 'delivery')
   OR EXISTS (SELECT FROM redirect WHERE redirect.place_id = there.place_id)
   OR EXISTS (SELECT FROM outlet WHERE outlet.place_id = there.place_id)
