-- The doors of a stretch that somebody asks for on a route, as the table of stretches would have them.
-- Reads   route
-- Writes  nothing
-- Feeds   distribution/stretches_in_the_way
-- Again   safe: a question
SELECT
    0::bigint AS asked, %(stretch)s::bigint AS stretch_id, route.entity_id, route.delivery_method,
    finding_key(%(country)s::text, %(postal_code)s::text, %(street)s::text, %(place)s::bigint) AS finds,
    sides_of(%(side)s::text) AS sides, int4range(%(from_number)s::integer, %(to_number)s::integer, '[]') AS numbers,
    weekdays_of(route.weekdays) AS works_on, daterange(%(begins)s::date, %(ends)s::date) AS during
FROM route
WHERE route.id = %(route)s::bigint
