-- Take away where subscriber gifts were sent to people by a place of their own; the door stays, it is nobody's name.
-- Reads   nothing else
-- Writes  premium.place_id
-- Again   safe: a place is taken once
UPDATE premium
SET place_id = NULL
WHERE premium.receiver_id = ANY(%(people)s::bigint[])
  AND premium.place_id IS NOT NULL
