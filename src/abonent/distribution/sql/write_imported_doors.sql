-- Write the doors that a list of dwellings brings, and what it says of those that are there; an empty cell says nothing.
-- Reads   staged_door, place
-- Writes  door, one row per row that is new or changed
-- Again   safe: a door that says so already is left alone
INSERT INTO door (place_id, households, refuses, latitude, longitude)
SELECT
    place.id, coalesce(nullif(staged_door.households, '')::integer, door.households, 1),
    CASE staged_door.refuses WHEN '' THEN coalesce(door.refuses, false) ELSE staged_door.refuses = 'yes' END,
    coalesce(nullif(staged_door.latitude, '')::numeric, door.latitude), coalesce(nullif(staged_door.longitude, '')::numeric, door.longitude)
FROM staged_door
JOIN place ON place.door = staged_door.door
LEFT JOIN door ON door.place_id = place.id
WHERE staged_door.batch_id = %(batch)s::bigint
  AND staged_door.outcome IN ('new', 'changed')
ON CONFLICT (place_id) DO UPDATE SET
    households = excluded.households, refuses = excluded.refuses, latitude = excluded.latitude, longitude = excluded.longitude
WHERE (door.households, door.refuses, door.latitude, door.longitude)
    IS DISTINCT FROM (excluded.households, excluded.refuses, excluded.latitude, excluded.longitude)
