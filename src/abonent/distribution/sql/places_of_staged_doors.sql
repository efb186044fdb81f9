-- The places of doors that a list of dwellings brings.
-- Reads   staged_door
-- Feeds   customers/ensure_places
SELECT
    staged_door.country, staged_door.postal_code, staged_door.town, staged_door.street, staged_door.number, staged_door.staircase,
    staged_door.flat
FROM staged_door
WHERE staged_door.batch_id = %(batch)s::bigint
  AND staged_door.outcome = 'new'
