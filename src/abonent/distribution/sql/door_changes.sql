-- Which doors of routes get another number of copies in a list than in one before: new ones, those that get none any more, others.
-- Reads   frozen_copy, place
-- Writes  nothing
-- Again   safe: a question
WITH doors AS (
    SELECT frozen_copy.list_id, frozen_copy.route_id, frozen_copy.place_id, sum(frozen_copy.copies)::integer AS copies,
        min(frozen_copy.position) AS position
    FROM frozen_copy
    WHERE frozen_copy.list_id IN (%(list)s::bigint, %(before)s::bigint)
      AND frozen_copy.outcome IN ('comes', 'redirected', 'donated')
      AND frozen_copy.route_id IS NOT NULL
    GROUP BY frozen_copy.list_id, frozen_copy.route_id, frozen_copy.place_id
), present AS (
    SELECT doors.* FROM doors WHERE doors.list_id = %(list)s::bigint
), former AS (
    SELECT doors.* FROM doors WHERE doors.list_id = %(before)s::bigint
)
SELECT
    coalesce(present.route_id, former.route_id) AS route_id, coalesce(former.copies, 0) AS copies_before,
    coalesce(present.copies, 0) AS copies, place.street,
    concat_ws(' ', nullif(place.number, ''), nullif(place.staircase, ''), nullif(place.flat, '')) AS house
FROM present
FULL JOIN former ON former.route_id = present.route_id AND former.place_id = present.place_id
JOIN place ON place.id = coalesce(present.place_id, former.place_id)
WHERE present.copies IS DISTINCT FROM former.copies
ORDER BY coalesce(present.route_id, former.route_id), coalesce(present.position, former.position), place.id
