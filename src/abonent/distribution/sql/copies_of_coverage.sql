-- The doors to which a coverage distribution comes, addressed to the household, or the people to whom it comes by name; who was erased
-- since it was frozen gets nothing.
-- Reads   coverage_copy, coverage_receiver
-- Writes  nothing
-- Feeds   distribution/frozen_lines
-- Again   safe: a question
SELECT
    NULL::bigint AS subscription_id, coverage_copy.route_id, coverage_copy.position, coverage_copy.place_id, coverage_copy.copies::integer,
    %(receiver)s::text AS receiver, ''::text AS care_of, ''::text AS change, ''::text AS piece
FROM coverage_copy
WHERE coverage_copy.coverage_id = %(coverage)s::bigint
UNION ALL
SELECT
    NULL::bigint, coverage_receiver.route_id, coverage_receiver.position, coverage_receiver.place_id, 1, coverage_receiver.receiver,
    coverage_receiver.care_of, '', ''
FROM coverage_receiver
WHERE coverage_receiver.coverage_id = %(coverage)s::bigint AND coverage_receiver.receiver <> ''
