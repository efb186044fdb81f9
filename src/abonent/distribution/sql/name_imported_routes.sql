-- Say of the rows of a street register that named a new route which it is now.
-- Reads   described_stretch
-- Writes  staged_stretch.route_id
-- Again   safe: rows that know their route are left alone
UPDATE staged_stretch
SET route_id = described_stretch.route_id
FROM described_stretch
WHERE staged_stretch.batch_id = %(batch)s::bigint
  AND staged_stretch.outcome <> ''
  AND staged_stretch.route_id IS NULL
  AND described_stretch.batch_id = staged_stretch.batch_id
  AND described_stretch.line = staged_stretch.line
  AND described_stretch.route_id IS NOT NULL
