-- The doors to which papers go or went, by an address, a redirect or an outlet, that are on no route yet.
-- Reads   address, redirect, outlet, route_stop
-- Writes  nothing
-- Again   safe: a question
SELECT delivered.place_id
FROM (
    SELECT address.place_id FROM address WHERE address.kind = 'delivery'
    UNION
    SELECT redirect.place_id FROM redirect
    UNION
    SELECT outlet.place_id FROM outlet
) AS delivered
WHERE NOT EXISTS (SELECT FROM route_stop WHERE route_stop.place_id = delivered.place_id)
