-- Forget the doors that stretches do not have any more.
-- Takes   handed_over (stretch_id bigint)
-- Reads   route_match
-- Writes  route_stop
-- Again   safe: what a stretch has stays
DELETE FROM route_stop
USING handed_over
WHERE route_stop.stretch_id = handed_over.stretch_id
  AND NOT EXISTS (
      SELECT FROM route_match WHERE route_match.place_id = route_stop.place_id AND route_match.stretch_id = route_stop.stretch_id
  )
