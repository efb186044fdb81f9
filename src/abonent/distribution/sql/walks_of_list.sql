-- The routes that bring a list: how many doors and copies each has.
-- Reads   frozen_copy
-- Writes  nothing
-- Again   safe: a question
SELECT frozen_copy.route_id, count(DISTINCT frozen_copy.place_id)::integer AS doors, sum(frozen_copy.copies)::integer AS copies
FROM frozen_copy
WHERE frozen_copy.list_id = %(list)s::bigint
  AND frozen_copy.outcome IN ('comes', 'redirected', 'donated')
  AND frozen_copy.route_id IS NOT NULL
GROUP BY frozen_copy.route_id
