-- The people of an area on a day, of whom somebody may be written to by name: customers of the company and those who are nobody's yet, each at
-- his delivery address, with whether he reads what is meant, by which route he is reached, and the household that he is of: those of a door who
-- bear one family name, and those whom the register calls one. Without an area, who reads what is meant, or everybody.
-- Reads   route_stretch, place, subscription, subscription_expiry, customer, address, relationship, route_match
-- Writes  nothing
-- Feeds   distribution/coverage_people
-- Again   safe: a question
WITH asked AS MATERIALIZED (
    SELECT place.id
    FROM route_stretch
    JOIN place ON place.country = route_stretch.country AND place.postal_code = route_stretch.postal_code
    WHERE route_stretch.route_id = ANY(%(routes)s::bigint[])
    UNION
    SELECT route_stretch.place_id
    FROM route_stretch
    WHERE route_stretch.route_id = ANY(%(routes)s::bigint[]) AND route_stretch.place_id IS NOT NULL
    UNION
    SELECT place.id
    FROM place
    WHERE place.country = %(country)s::text AND replace(place.postal_code, ' ', '') LIKE ANY(%(postal_codes)s::text[])
), reading AS MATERIALIZED (
    SELECT DISTINCT subscriber.canonical_id AS customer_id
    FROM subscription
    JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id AND subscription_expiry.expires_on > %(day)s::date
    JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
    WHERE subscription.entity_id = %(entity)s::bigint
      AND subscription.started_on <= %(day)s::date
      AND (%(products)s::bigint[] = '{}' OR subscription.product_id = ANY(%(products)s::bigint[]))
), candidate AS (
    SELECT record.canonical_id AS customer_id
    FROM asked
    JOIN address ON address.place_id = asked.id AND address.kind = 'delivery' AND address.during @> %(day)s::date
    JOIN customer AS record ON record.id = address.customer_id
    UNION
    SELECT reading.customer_id
    FROM reading
    WHERE %(everywhere)s::boolean AND %(readers)s::text = 'only'
    UNION
    SELECT customer.canonical_id
    FROM customer
    WHERE %(everywhere)s::boolean AND %(readers)s::text <> 'only'
)
SELECT
    person.id AS customer_id, person.name AS receiver, home.care_of, home.place_id, brought.route_id, brought.position,
    reading.customer_id IS NOT NULL AS reads,
    concat_ws(' ', home.place_id, coalesce(nullif(lower(known_longest.family_name), ''), known_longest.id::text)) AS household
FROM candidate
JOIN customer AS person ON person.id = candidate.customer_id
JOIN LATERAL (
    SELECT address.place_id, address.care_of
    FROM customer AS record
    JOIN address ON address.customer_id = record.id
    WHERE record.canonical_id = person.id AND address.kind = 'delivery' AND address.during @> %(day)s::date
    ORDER BY address.temporary DESC, address.id
    LIMIT 1
) AS home ON true
JOIN place ON place.id = home.place_id
LEFT JOIN reading ON reading.customer_id = person.id
LEFT JOIN LATERAL (
    SELECT bool_or(subscription.entity_id = %(entity)s::bigint) AS with_us
    FROM customer AS record
    JOIN subscription ON record.id IN (subscription.subscriber_id, subscription.payer_id)
    WHERE record.canonical_id = person.id
) AS dealing ON true
CROSS JOIN LATERAL (
    SELECT least(person.id, min(least(relationship.customer_id, relationship.other_id))) AS customer_id
    FROM relationship
    WHERE relationship.kind = 'household' AND person.id IN (relationship.customer_id, relationship.other_id)
) AS household
JOIN customer AS known_longest ON known_longest.id = household.customer_id
LEFT JOIN LATERAL (
    SELECT route_stretch.route_id, route_match.position
    FROM route_match
    JOIN route_stretch ON route_stretch.id = route_match.stretch_id
    WHERE (%(method)s::text = 'carrier' OR %(routes)s::bigint[] <> '{}')
      AND route_match.place_id = home.place_id
      AND route_stretch.entity_id = %(entity)s::bigint
      AND route_stretch.delivery_method = %(method)s::text
      AND route_stretch.during @> %(day)s::date
      AND route_stretch.weekdays & (1 << (extract(isodow FROM %(day)s::date)::integer - 1)) <> 0
    ORDER BY route_stretch.found_by
    LIMIT 1
) AS brought ON true
WHERE coalesce(dealing.with_us, true)
  AND (
      %(everywhere)s::boolean
      OR brought.route_id = ANY(%(routes)s::bigint[])
      OR place.country = %(country)s::text AND replace(place.postal_code, ' ', '') LIKE ANY(%(postal_codes)s::text[])
  )
