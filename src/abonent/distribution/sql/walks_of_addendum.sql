-- The routes about which an addendum says something: how many doors and copies it adds. What is brought again is no further copy of the issue;
-- a route of which it says only that copies come no more has no door in it, and its carrier must know all the same.
-- Reads   frozen_copy, frozen_extra
-- Writes  nothing
-- Again   safe: a question
SELECT
    brought.route_id, count(DISTINCT brought.place_id) FILTER (WHERE brought.comes)::integer AS doors, sum(brought.copies)::integer AS copies
FROM (
    SELECT frozen_copy.route_id, frozen_copy.place_id, frozen_copy.copies, true AS comes
    FROM frozen_copy
    WHERE frozen_copy.list_id = %(list)s::bigint
      AND frozen_copy.outcome IN ('comes', 'redirected', 'donated')
    UNION ALL
    SELECT frozen_copy.route_id, frozen_copy.place_id, 0, false
    FROM frozen_copy
    WHERE frozen_copy.list_id = %(list)s::bigint
      AND frozen_copy.change = 'stopped'
    UNION ALL
    SELECT frozen_extra.route_id, frozen_extra.place_id, CASE frozen_extra.kind WHEN 'outlet' THEN frozen_extra.copies ELSE 0 END, true
    FROM frozen_extra
    WHERE frozen_extra.list_id = %(list)s::bigint
) AS brought
WHERE brought.route_id IS NOT NULL
GROUP BY brought.route_id
