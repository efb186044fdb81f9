-- The doors that a list of dwellings is about to write, and what is said of them before.
-- Reads   staged_door, place, door
-- Feeds   imports/keep_before_values
SELECT
    place.id AS subject_id, staged_door.line, door.place_id IS NULL AS is_new,
    CASE WHEN door.place_id IS NOT NULL THEN jsonb_build_object(
        'households', door.households, 'refuses', door.refuses, 'latitude', door.latitude, 'longitude', door.longitude
    ) END AS before
FROM staged_door
JOIN place ON place.door = staged_door.door
LEFT JOIN door ON door.place_id = place.id
WHERE staged_door.batch_id = %(batch)s::bigint
  AND staged_door.outcome IN ('new', 'changed')
