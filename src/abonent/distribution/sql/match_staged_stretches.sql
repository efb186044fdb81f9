-- Say of each row of a street register without a fault which stretch has exactly its doors from the day on, and what it comes to: one on the
-- same route, walked the same way, stays; where the file says the order of the walk, it must come there too.
-- Reads   staged_stretch, described_stretch, import_fault, route_stretch
-- Writes  staged_stretch
-- Again   safe: rows that are matched are left alone
WITH faultless AS (
    SELECT
        staged.line, staged.ordinal, staged.whole, described_stretch.route_id, existing.id AS stretch_id, existing.ordinal AS walked_as,
        coalesce(
            existing.route_id = described_stretch.route_id
            AND existing.downwards = (staged.direction = 'down')
            AND existing.during @> greatest(nullif(staged.begins, '')::date, %(today)s::date), false
        ) AS stands
    FROM staged_stretch AS staged
    JOIN described_stretch ON described_stretch.batch_id = staged.batch_id AND described_stretch.line = staged.line
    LEFT JOIN route_stretch AS existing
      ON existing.finds = described_stretch.finds
     AND existing.entity_id = described_stretch.entity_id
     AND existing.delivery_method = described_stretch.delivery_method
     AND existing.sides = described_stretch.sides
     AND existing.numbers = described_stretch.numbers
     AND existing.weekdays = described_stretch.weekdays
     AND upper_inf(existing.during)
    WHERE staged.batch_id = %(batch)s::bigint
      AND NOT EXISTS (SELECT 1 FROM import_fault WHERE import_fault.batch_id = staged.batch_id AND import_fault.line = staged.line)
), ranked AS (
    SELECT
        faultless.*,
        row_number() OVER (
            PARTITION BY faultless.route_id, faultless.stands ORDER BY nullif(faultless.ordinal, '')::integer, faultless.line
        ) AS said_place,
        row_number() OVER (PARTITION BY faultless.route_id, faultless.stands ORDER BY faultless.walked_as) AS present_place
    FROM faultless
)
UPDATE staged_stretch
SET route_id = ranked.route_id, stretch_id = ranked.stretch_id,
    new_id = CASE WHEN NOT ranked.stands THEN nextval(pg_get_serial_sequence('route_stretch', 'id')) END,
    outcome = CASE
        WHEN ranked.stretch_id IS NULL THEN 'new'
        WHEN NOT ranked.stands THEN 'changed'
        WHEN ranked.ordinal || ranked.whole <> '' AND ranked.said_place <> ranked.present_place THEN 'changed'
        ELSE 'same'
    END
FROM ranked
WHERE staged_stretch.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_stretch.line = ANY(%(lines)s::integer[]))
  AND staged_stretch.line = ranked.line
  AND staged_stretch.outcome = ''
