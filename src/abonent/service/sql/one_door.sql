-- The door to which a copy should have come.
-- Reads   nothing
-- Writes  nothing
-- Feeds   distribution/route_of_doors
-- Again   safe: a question
SELECT %(place)s::bigint AS place_id
