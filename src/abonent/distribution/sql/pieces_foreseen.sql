-- Some of the pieces that would be put together of a run, to look at them in a file.
-- Takes   handed_over (of_id bigint, subscription_id bigint, place_id bigint, receiver text, care_of text, number text)
-- Reads   consigned_piece
-- Writes  nothing
-- Feeds   distribution/frozen_lines
-- Again   safe: a question
SELECT
    handed_over.subscription_id, NULL::bigint AS route_id, NULL::text AS position, handed_over.place_id, 1 AS copies, handed_over.receiver,
    handed_over.care_of, ''::text AS change, handed_over.number AS piece
FROM handed_over
WHERE handed_over.place_id IS NOT NULL
  AND NOT EXISTS (
      SELECT FROM consigned_piece WHERE consigned_piece.kind = %(kind)s::text AND consigned_piece.of_id = handed_over.of_id
  )
LIMIT %(at_most)s::integer
