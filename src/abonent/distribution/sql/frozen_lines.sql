-- The copies of a list that come to a door, in the order of a profile: by up to seven keys, most of it first. ABC order is street, then
-- house: number, letter, staircase, flat, with 9 before 10 and 12 before 12 B, in the alphabet of the language.
-- Takes   handed_over (subscription_id bigint, route_id bigint, position text, place_id bigint, copies integer, receiver text,
--         care_of text, change text)
-- Reads   subscription, place, route
-- Writes  nothing
-- Again   safe: a question
WITH lines AS (
    SELECT
        subscription.number, handed_over.copies, handed_over.receiver, handed_over.care_of, handed_over.change,
        handed_over.position, handed_over.place_id, handed_over.route_id, route.number AS route, route.sorts_as, place.country, place.postal_code, place.town, place.street,
        concat_ws(' ', nullif(place.number, ''), nullif(place.staircase, ''), nullif(place.flat, '')) AS house,
        walking_position(place.number, place.staircase, place.flat, false) AS house_key
    FROM handed_over
    JOIN subscription ON subscription.id = handed_over.subscription_id
    LEFT JOIN place ON place.id = handed_over.place_id
    LEFT JOIN route ON route.id = handed_over.route_id
    OFFSET 0
)
SELECT
    lines.number, lines.route_id, lines.position, lines.place_id, lines.copies, lines.receiver, lines.care_of, lines.change, coalesce(lines.route, '') AS route,
    coalesce(lines.country, '') AS country, coalesce(lines.postal_code, '') AS postal_code, coalesce(lines.town, '') AS town,
    coalesce(lines.street, '') AS street, lines.house
FROM lines
ORDER BY (
    SELECT array_agg(
        CASE asked.key
            WHEN 'route' THEN coalesce(lines.sorts_as, '') || chr(1) || coalesce(lines.position, '')
            WHEN 'country' THEN lines.country
            WHEN 'postal_code' THEN lines.postal_code
            WHEN 'town' THEN sort_key(lines.town, %(language)s::text)
            WHEN 'street' THEN sort_key(lines.street, %(language)s::text)
            WHEN 'house' THEN lines.house_key
            WHEN 'receiver' THEN sort_key(lines.receiver, %(language)s::text)
        END
        ORDER BY asked.place
    )
    FROM unnest(%(keys)s::text[]) WITH ORDINALITY AS asked (key, place)
) COLLATE "C", lines.number
