-- Take away where the plans of runs sent subscriber gifts to people; the door stays, it is nobody's name.
-- Reads   nothing else
-- Writes  premium_pick_plan.place_id, premium_pick_plan.care_of
-- Again   safe: a place is taken once
UPDATE premium_pick_plan
SET place_id = NULL, care_of = ''
WHERE premium_pick_plan.receiver_id = ANY(%(people)s::bigint[])
  AND (premium_pick_plan.place_id IS NOT NULL OR premium_pick_plan.care_of <> '')
