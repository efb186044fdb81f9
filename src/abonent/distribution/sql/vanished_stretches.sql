-- The stretches from a day on that a street register, which is all there is, has not: of the companies and ways of its routes.
-- Reads   staged_stretch, described_stretch, route_stretch
-- Feeds   imports/note_vanished_rows, imports/forget_returned_rows
WITH spoken_of AS MATERIALIZED (
    SELECT DISTINCT
        described_stretch.entity_id, described_stretch.delivery_method,
        greatest(nullif(staged.begins, '')::date, %(today)s::date) AS begins
    FROM staged_stretch AS staged
    JOIN described_stretch ON described_stretch.batch_id = staged.batch_id AND described_stretch.line = staged.line
    WHERE staged.batch_id = %(batch)s::bigint
      AND described_stretch.entity_id IS NOT NULL
)
SELECT route_stretch.id AS subject_id, route_stretch.id::text AS key
FROM spoken_of
JOIN route_stretch
  ON route_stretch.entity_id = spoken_of.entity_id
 AND route_stretch.delivery_method = spoken_of.delivery_method
 AND route_stretch.during && daterange(spoken_of.begins, NULL)
WHERE NOT EXISTS (
    SELECT FROM staged_stretch
    WHERE staged_stretch.batch_id = %(batch)s::bigint AND route_stretch.id IN (staged_stretch.stretch_id, staged_stretch.new_id)
)
