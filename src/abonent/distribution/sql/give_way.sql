-- Let stretches end on the day from which a street register gives their doors away; one that begins no earlier goes.
-- Takes   handed_over (stretch_id bigint, line integer, begins date)
-- Reads   nothing
-- Writes  route_stretch
-- Again   safe: by then they have ended
WITH gone AS (
    DELETE FROM route_stretch
    USING handed_over
    WHERE route_stretch.id = handed_over.stretch_id
      AND lower(route_stretch.during) >= handed_over.begins
)
UPDATE route_stretch
SET during = daterange(lower(route_stretch.during), handed_over.begins)
FROM handed_over
WHERE route_stretch.id = handed_over.stretch_id
  AND lower(route_stretch.during) < handed_over.begins
  AND route_stretch.during && daterange(handed_over.begins, NULL)
