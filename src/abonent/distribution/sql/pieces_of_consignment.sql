-- The pieces of a consignment, addressed by name; some of them, or all.
-- Reads   consigned_piece
-- Writes  nothing
-- Feeds   distribution/frozen_lines
-- Again   safe: a question
SELECT
    consigned_piece.subscription_id, NULL::bigint AS route_id, NULL::text AS position, consigned_piece.place_id, 1 AS copies,
    consigned_piece.receiver, consigned_piece.care_of, ''::text AS change, consigned_piece.number AS piece
FROM consigned_piece
WHERE consigned_piece.consignment_id = %(consignment)s::bigint
LIMIT %(at_most)s::integer
