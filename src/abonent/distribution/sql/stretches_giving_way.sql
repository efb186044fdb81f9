-- The stretches that end because a street register gives their doors to another route, or walks them the other way, and, where it is the
-- whole register, those that it has not.
-- Reads   staged_stretch, route, route_stretch
-- Writes  nothing
-- Feeds   distribution/stretches_before_import, distribution/give_way
-- Again   safe: a question
WITH staged AS MATERIALIZED (
    SELECT
        staged_stretch.line, staged_stretch.stretch_id, staged_stretch.new_id, staged_stretch.whole, route.entity_id, route.delivery_method,
        greatest(nullif(staged_stretch.begins, '')::date, %(today)s::date) AS begins
    FROM staged_stretch
    JOIN route ON route.id = staged_stretch.route_id
    WHERE staged_stretch.batch_id = %(batch)s::bigint
      AND staged_stretch.outcome <> ''
)
SELECT staged.stretch_id, staged.line, staged.begins
FROM staged
WHERE staged.stretch_id IS NOT NULL AND staged.new_id IS NOT NULL
UNION ALL
SELECT route_stretch.id, 0, spoken_of.begins
FROM (SELECT DISTINCT staged.entity_id, staged.delivery_method, staged.begins FROM staged WHERE staged.whole <> '') AS spoken_of
JOIN route_stretch
  ON route_stretch.entity_id = spoken_of.entity_id
 AND route_stretch.delivery_method = spoken_of.delivery_method
 AND route_stretch.during && daterange(spoken_of.begins, NULL)
WHERE NOT EXISTS (SELECT FROM staged WHERE route_stretch.id IN (staged.stretch_id, staged.new_id))
