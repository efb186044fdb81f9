-- The routes that bring a list: how many doors each has, and how many copies of the issue. What is brought again is no further copy of it.
-- Reads   frozen_copy, frozen_extra
-- Writes  nothing
-- Again   safe: a question
SELECT brought.route_id, count(DISTINCT brought.place_id)::integer AS doors, sum(brought.copies)::integer AS copies
FROM (
    SELECT frozen_copy.route_id, frozen_copy.place_id, frozen_copy.copies
    FROM frozen_copy
    WHERE frozen_copy.list_id = %(list)s::bigint
      AND frozen_copy.outcome IN ('comes', 'redirected', 'donated')
    UNION ALL
    SELECT frozen_extra.route_id, frozen_extra.place_id, CASE frozen_extra.kind WHEN 'outlet' THEN frozen_extra.copies ELSE 0 END
    FROM frozen_extra
    WHERE frozen_extra.list_id = %(list)s::bigint
) AS brought
WHERE brought.route_id IS NOT NULL
GROUP BY brought.route_id
