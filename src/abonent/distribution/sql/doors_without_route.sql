-- The doors to which running subscriptions are brought early in the morning and that no route of their company has, with the copies ordered
-- there, and the route that has most of their street, or else of their postal code. A route that has a door on some weekdays has it.
-- Reads   subscription, subscription_expiry, customer, address, redirect, place, route_stop, route_match, route_stretch, route, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH delivered AS (
    SELECT subscription.entity_id, coalesce(redirect.place_id, home.place_id) AS place_id, sum(subscription.copies) AS copies
    FROM subscription
    JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id AND subscription_expiry.expires_on > %(today)s::date
    JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
    LEFT JOIN redirect
      ON redirect.subscription_id = subscription.id AND redirect.withdrawn_at IS NULL AND redirect.during @> %(today)s::date
    LEFT JOIN LATERAL (
        SELECT address.place_id
        FROM address
        WHERE address.customer_id = subscriber.canonical_id AND address.kind = 'delivery' AND address.during @> %(today)s::date
        ORDER BY address.temporary DESC
        LIMIT 1
    ) AS home ON true
    WHERE subscription.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
      AND coalesce(redirect.delivery_method, subscription.delivery_method) = 'carrier'
    GROUP BY subscription.entity_id, coalesce(redirect.place_id, home.place_id)
), without AS (
    SELECT delivered.entity_id, delivered.place_id, delivered.copies
    FROM delivered
    WHERE delivered.place_id IS NOT NULL
      AND NOT EXISTS (
          SELECT
          FROM route_stop
          JOIN route_stretch ON route_stretch.id = route_stop.stretch_id
          WHERE route_stop.place_id = delivered.place_id
            AND route_stretch.entity_id = delivered.entity_id
            AND route_stretch.delivery_method = 'carrier'
            AND route_stretch.during @> %(today)s::date
      )
)
SELECT
    without.entity_id, without.place_id, without.copies, nearest.route_id, nearest.number, nearest.stretch_id, count(*) OVER () AS doors
FROM without
JOIN place ON place.id = without.place_id
LEFT JOIN LATERAL (
    SELECT route.id AS route_id, route.number, route_stretch.id AS stretch_id
    FROM route_stretch
    JOIN route ON route.id = route_stretch.route_id
    WHERE route_stretch.country = place.country
      AND route_stretch.postal_code = place.postal_code
      AND route_stretch.entity_id = without.entity_id
      AND route_stretch.delivery_method = 'carrier'
      AND route_stretch.during @> %(today)s::date
    ORDER BY route_stretch.finds <> finding_key(place.country, place.postal_code, place.street, NULL), route_stretch.ordinal DESC
    LIMIT 1
) AS nearest ON true
-- A door that is new has no stop yet, though a stretch may have it.
WHERE NOT EXISTS (
    SELECT
    FROM route_match
    JOIN route_stretch ON route_stretch.id = route_match.stretch_id
    WHERE route_match.place_id = without.place_id
      AND route_stretch.entity_id = without.entity_id
      AND route_stretch.delivery_method = 'carrier'
      AND route_stretch.during @> %(today)s::date
)
ORDER BY place.country, place.postal_code, replace(fold_text(place.street), ' ', ''), walking_position(place.number, place.staircase, place.flat, false)
LIMIT %(at_most)s::integer
