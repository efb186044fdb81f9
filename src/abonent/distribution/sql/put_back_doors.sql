-- Let the doors that a list of dwellings has changed say again what they said before.
-- Reads   imported_row
-- Writes  door
-- Again   safe: what says so is left alone
UPDATE door
SET households = said.households, refuses = said.refuses, latitude = said.latitude, longitude = said.longitude
FROM (
    SELECT
        imported_row.subject_id, (imported_row.before ->> 'households')::integer AS households,
        (imported_row.before ->> 'refuses')::boolean AS refuses, (imported_row.before ->> 'latitude')::numeric AS latitude,
        (imported_row.before ->> 'longitude')::numeric AS longitude
    FROM imported_row
    WHERE imported_row.batch_id = %(batch)s::bigint
      AND NOT imported_row.is_new
      AND imported_row.kept IS NULL
) AS said
WHERE door.place_id = said.subject_id
  AND (door.households, door.refuses, door.latitude, door.longitude)
      IS DISTINCT FROM (said.households, said.refuses, said.latitude, said.longitude)
