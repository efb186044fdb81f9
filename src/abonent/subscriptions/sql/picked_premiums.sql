-- The pieces that a chunk of a plan sends: of gifts that go, that nobody holds back, and whose ground still stands.
-- Takes   handed_over (premium_id bigint, reservation_id bigint, item_id bigint, pieces integer, receiver_id bigint, place_id bigint, care_of text, ground uuid)
-- Reads   premium_pick_plan
-- Writes  nothing
-- Again   safe: a question
SELECT handed_over.reservation_id AS ordinal, handed_over.item_id, -handed_over.pieces AS pieces
FROM premium_pick_plan
JOIN handed_over ON handed_over.premium_id = premium_pick_plan.premium_id AND handed_over.ground = premium_pick_plan.ground
WHERE premium_pick_plan.run_id = %(run)s::bigint
  AND premium_pick_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
  AND NOT premium_pick_plan.held
  AND premium_pick_plan.finding = ''
