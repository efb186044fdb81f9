-- Write the stretches that a street register brings, behind those that their routes have.
-- Reads   staged_stretch, described_stretch, route
-- Writes  route_stretch, one row per row that is new or comes to another route
-- Again   safe: a stretch is written once
WITH behind AS MATERIALIZED (
    SELECT route_stretch.route_id, max(route_stretch.ordinal) AS ordinal FROM route_stretch GROUP BY route_stretch.route_id
)
INSERT INTO route_stretch (
    id, route_id, ordinal, entity_id, delivery_method, weekdays, country, postal_code, street, side, from_number, to_number, downwards,
    place_id, during
)
SELECT
    staged.new_id, route.id, coalesce(behind.ordinal, 0) + row_number() OVER (PARTITION BY route.id ORDER BY staged.line),
    route.entity_id, route.delivery_method, route.weekdays,
    CASE WHEN staged.number = '' THEN staged.country ELSE '' END, CASE WHEN staged.number = '' THEN staged.postal_code ELSE '' END,
    CASE WHEN staged.number = '' THEN staged.street ELSE '' END, staged.side, nullif(staged.from_number, '')::integer,
    nullif(staged.to_number, '')::integer, staged.direction = 'down', described_stretch.place_id,
    daterange(greatest(nullif(staged.begins, '')::date, %(today)s::date), NULL)
FROM staged_stretch AS staged
JOIN described_stretch ON described_stretch.batch_id = staged.batch_id AND described_stretch.line = staged.line
JOIN route ON route.id = staged.route_id
LEFT JOIN behind ON behind.route_id = route.id
WHERE staged.batch_id = %(batch)s::bigint
  AND staged.new_id IS NOT NULL
ON CONFLICT (id) DO NOTHING
