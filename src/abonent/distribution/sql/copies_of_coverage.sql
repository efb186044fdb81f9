-- The doors to which a coverage distribution comes, addressed to the household.
-- Reads   coverage_copy
-- Writes  nothing
-- Feeds   distribution/frozen_lines
-- Again   safe: a question
SELECT
    NULL::bigint AS subscription_id, coverage_copy.route_id, coverage_copy.position, coverage_copy.place_id, coverage_copy.copies::integer,
    %(receiver)s::text AS receiver, ''::text AS care_of, ''::text AS change, ''::text AS piece
FROM coverage_copy
WHERE coverage_copy.coverage_id = %(coverage)s::bigint
