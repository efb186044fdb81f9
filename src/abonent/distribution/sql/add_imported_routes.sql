-- Add the routes that a street register names and that are not there yet, as its rows say.
-- Reads   staged_stretch, described_stretch
-- Writes  route, one row per number
-- Again   safe: a route is added once
INSERT INTO route (entity_id, number, name, delivery_method, depot_id, weekdays)
SELECT DISTINCT ON (described_stretch.entity_id, staged.route)
    described_stretch.entity_id, staged.route, '', described_stretch.delivery_method, described_stretch.depot_id, described_stretch.weekdays
FROM staged_stretch AS staged
JOIN described_stretch ON described_stretch.batch_id = staged.batch_id AND described_stretch.line = staged.line
WHERE staged.batch_id = %(batch)s::bigint
  AND staged.outcome <> ''
  AND staged.route_id IS NULL
ORDER BY described_stretch.entity_id, staged.route, staged.line
ON CONFLICT (entity_id, number) DO NOTHING
