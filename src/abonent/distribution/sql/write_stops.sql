-- Write down which stretches have the doors of places, and where in their walks.
-- Takes   handed_over (place_id bigint, stretch_id bigint, position text)
-- Reads   nothing
-- Writes  route_stop
-- Again   safe: what is there as it should be is left alone
INSERT INTO route_stop (place_id, stretch_id, position)
SELECT handed_over.place_id, handed_over.stretch_id, handed_over.position
FROM handed_over
ON CONFLICT (place_id, stretch_id) DO UPDATE SET position = excluded.position
WHERE route_stop.position <> excluded.position
