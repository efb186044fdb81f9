-- The copies of a list that come to a door, in the order of a profile: by up to seven keys, most of it first. ABC order is street, then
-- house: number, letter, staircase, flat, with 9 before 10 and 12 before 12 B, in the alphabet of the language.
-- Every line gets all that it may be sorted by, in one order, and is sorted by those that the profile asks for, in theirs; what is asked for is
-- known before the statement begins, so that a key that is not asked for costs nothing. What is laid out to
-- households has no subscription; a letter or a gift has the number that stands on it.
-- Takes   handed_over (subscription_id bigint, route_id bigint, position text, place_id bigint, copies integer, receiver text,
--         care_of text, change text, piece text)
-- Reads   subscription, place, route
-- Writes  nothing
-- Again   safe: a question
WITH lines AS (
    SELECT
        subscription.number, handed_over.copies, handed_over.receiver, handed_over.care_of, handed_over.change, handed_over.piece,
        handed_over.place_id, handed_over.route_id, handed_over.position, coalesce(route.number, '') AS route, coalesce(place.country, '') AS country,
        coalesce(place.postal_code, '') AS postal_code, coalesce(place.town, '') AS town, coalesce(place.street, '') AS street,
        concat_ws(' ', nullif(place.number, ''), nullif(place.staircase, ''), nullif(place.flat, '')) AS house,
        ARRAY[
            coalesce(route.sorts_as, '') || chr(1) || coalesce(handed_over.position, ''),
            place.country,
            place.postal_code,
            CASE WHEN 'town' = ANY(%(keys)s::text[]) THEN sort_key(place.town, %(language)s::text) END,
            CASE WHEN 'street' = ANY(%(keys)s::text[]) THEN sort_key(place.street, %(language)s::text) END,
            CASE WHEN 'house' = ANY(%(keys)s::text[]) THEN walking_position(place.number, place.staircase, place.flat, false) END,
            CASE WHEN 'receiver' = ANY(%(keys)s::text[]) THEN sort_key(handed_over.receiver, %(language)s::text) END
        ] AS sorts_by
    FROM handed_over
    LEFT JOIN subscription ON subscription.id = handed_over.subscription_id
    LEFT JOIN place ON place.id = handed_over.place_id
    LEFT JOIN route ON route.id = handed_over.route_id
    OFFSET 0
)
SELECT
    lines.number, lines.route_id, lines.position, lines.place_id, lines.copies, lines.receiver, lines.care_of, lines.change, lines.piece,
    lines.route, lines.country, lines.postal_code, lines.town, lines.street, lines.house
FROM lines
ORDER BY
    lines.sorts_by[array_position(ARRAY['route', 'country', 'postal_code', 'town', 'street', 'house', 'receiver'], (%(keys)s::text[])[1])] COLLATE "C",
    lines.sorts_by[array_position(ARRAY['route', 'country', 'postal_code', 'town', 'street', 'house', 'receiver'], (%(keys)s::text[])[2])] COLLATE "C",
    lines.sorts_by[array_position(ARRAY['route', 'country', 'postal_code', 'town', 'street', 'house', 'receiver'], (%(keys)s::text[])[3])] COLLATE "C",
    lines.sorts_by[array_position(ARRAY['route', 'country', 'postal_code', 'town', 'street', 'house', 'receiver'], (%(keys)s::text[])[4])] COLLATE "C",
    lines.sorts_by[array_position(ARRAY['route', 'country', 'postal_code', 'town', 'street', 'house', 'receiver'], (%(keys)s::text[])[5])] COLLATE "C",
    lines.sorts_by[array_position(ARRAY['route', 'country', 'postal_code', 'town', 'street', 'house', 'receiver'], (%(keys)s::text[])[6])] COLLATE "C",
    lines.sorts_by[array_position(ARRAY['route', 'country', 'postal_code', 'town', 'street', 'house', 'receiver'], (%(keys)s::text[])[7])] COLLATE "C",
    lines.number, lines.place_id
