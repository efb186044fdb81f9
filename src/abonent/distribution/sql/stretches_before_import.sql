-- All stretches of the routes that a street register changes, as they are before, and those that it brings.
-- Takes   handed_over (stretch_id bigint, line integer, begins date)
-- Reads   staged_stretch, route_stretch
-- Feeds   imports/keep_before_values
WITH changed AS (
    SELECT staged_stretch.route_id
    FROM staged_stretch
    WHERE staged_stretch.batch_id = %(batch)s::bigint
      AND staged_stretch.outcome IN ('new', 'changed')
    UNION
    SELECT route_stretch.route_id
    FROM handed_over
    JOIN route_stretch ON route_stretch.id = handed_over.stretch_id
)
SELECT staged_stretch.new_id AS subject_id, staged_stretch.line, true AS is_new, NULL::jsonb AS before
FROM staged_stretch
WHERE staged_stretch.batch_id = %(batch)s::bigint
  AND staged_stretch.new_id IS NOT NULL
UNION ALL
SELECT
    route_stretch.id, coalesce(staged_stretch.line, 0), false,
    jsonb_build_object(
        'route_id', route_stretch.route_id, 'ordinal', route_stretch.ordinal, 'country', route_stretch.country,
        'postal_code', route_stretch.postal_code, 'street', route_stretch.street, 'side', route_stretch.side,
        'from_number', route_stretch.from_number, 'to_number', route_stretch.to_number, 'downwards', route_stretch.downwards,
        'place_id', route_stretch.place_id, 'during', route_stretch.during
    )
FROM changed
JOIN route_stretch ON route_stretch.route_id = changed.route_id
LEFT JOIN staged_stretch ON staged_stretch.batch_id = %(batch)s::bigint AND staged_stretch.stretch_id = route_stretch.id
