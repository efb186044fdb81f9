-- The copies of a list that come: to the doors of routes, or to those that no route has, or to all; some of them, or all.
-- Reads   frozen_copy
-- Writes  nothing
-- Feeds   distribution/frozen_lines
-- Again   safe: a question
SELECT
    frozen_copy.subscription_id, frozen_copy.route_id, frozen_copy.position, frozen_copy.place_id, frozen_copy.copies,
    frozen_copy.receiver, frozen_copy.care_of, frozen_copy.change, ''::text AS piece
FROM frozen_copy
WHERE frozen_copy.list_id = %(list)s::bigint
  AND frozen_copy.outcome IN ('comes', 'redirected', 'donated')
  AND (%(on_routes)s::boolean IS NULL OR (frozen_copy.route_id IS NOT NULL) = %(on_routes)s::boolean)
LIMIT %(at_most)s::integer
