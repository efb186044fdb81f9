-- The single doors that a street register gives to routes.
-- Reads   staged_stretch
-- Feeds   customers/ensure_places
SELECT
    staged_stretch.country, staged_stretch.postal_code, staged_stretch.town, staged_stretch.street, staged_stretch.number,
    staged_stretch.staircase, staged_stretch.flat
FROM staged_stretch
WHERE staged_stretch.batch_id = %(batch)s::bigint
  AND staged_stretch.number <> ''
  AND staged_stretch.new_id IS NOT NULL
