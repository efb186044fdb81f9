-- Say of each row of a list of dwellings without a fault whether its door is new, or says something else here. An empty cell says nothing.
-- Reads   staged_door, import_fault, place, door
-- Writes  staged_door
-- Again   safe: rows that are matched are left alone
UPDATE staged_door
SET outcome = found.outcome
FROM (
    SELECT
        staged.line,
        CASE
            WHEN door.place_id IS NULL THEN 'new'
            WHEN door.households = coalesce(nullif(staged.households, '')::integer, door.households)
             AND door.refuses = CASE staged.refuses WHEN '' THEN door.refuses ELSE staged.refuses = 'yes' END
             AND (staged.latitude = '' OR (door.latitude, door.longitude) IS NOT DISTINCT FROM (staged.latitude::numeric, staged.longitude::numeric))
            THEN 'same'
            ELSE 'changed'
        END AS outcome
    FROM staged_door AS staged
    LEFT JOIN place ON place.door = staged.door
    LEFT JOIN door ON door.place_id = place.id
    WHERE staged.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged.line = ANY(%(lines)s::integer[]))
      AND NOT EXISTS (SELECT 1 FROM import_fault WHERE import_fault.batch_id = staged.batch_id AND import_fault.line = staged.line)
) AS found
WHERE staged_door.batch_id = %(batch)s::bigint
  AND staged_door.line = found.line
  AND staged_door.outcome = ''
