-- What a coverage distribution comes to on each route: households or people, those it is not meant for, those that refuse, those of whose
-- household another gets it, those no route has, copies.
-- Takes   handed_over (place_id bigint, route_id bigint, households integer, left_out integer, refused integer, housemates integer,
--         without_route integer, copies integer)
-- Reads   nothing
-- Writes  nothing
-- Again   safe: a question
SELECT
    handed_over.route_id, sum(handed_over.households)::integer AS households, sum(handed_over.left_out)::integer AS left_out,
    sum(handed_over.refused)::integer AS refused, sum(handed_over.housemates)::integer AS housemates,
    sum(handed_over.without_route)::integer AS without_route, sum(handed_over.copies)::integer AS copies
FROM handed_over
GROUP BY handed_over.route_id
ORDER BY handed_over.route_id
