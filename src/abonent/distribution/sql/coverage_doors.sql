-- The doors of an area on a day, and how many copies of a coverage distribution each gets: one for every household of the register of doors
-- and for every subscriber there, but for those that it is not meant for and those that refuse. A household refuses by what stands on its
-- door, or because somebody who lives there has said no to offers by mail.
-- Reads   route_stretch, place, door, subscription, subscription_expiry, customer, address, redirect, consent, route_match
-- Writes  nothing
-- Feeds   distribution/sum_coverage, distribution/write_coverage
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
    SELECT DISTINCT coalesce(redirect.place_id, home.place_id) AS place_id, subscriber.canonical_id AS customer_id
    FROM subscription
    JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id AND subscription_expiry.expires_on > %(day)s::date
    JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
    LEFT JOIN redirect
      ON redirect.subscription_id = subscription.id AND redirect.withdrawn_at IS NULL AND redirect.during @> %(day)s::date
    LEFT JOIN LATERAL (
        SELECT address.place_id
        FROM address
        WHERE address.customer_id = subscriber.canonical_id AND address.kind = 'delivery' AND address.during @> %(day)s::date
        ORDER BY address.temporary DESC
        LIMIT 1
    ) AS home ON true
    WHERE subscription.entity_id = %(entity)s::bigint
      AND subscription.started_on <= %(day)s::date
      AND (%(products)s::bigint[] = '{}' OR subscription.product_id = ANY(%(products)s::bigint[]))
), read_at AS (
    SELECT reading.place_id, count(*)::integer AS readers FROM reading GROUP BY reading.place_id
), unwilling AS MATERIALIZED (
    SELECT address.place_id, count(DISTINCT latest.customer_id)::integer AS customers
    FROM (
        SELECT DISTINCT ON (customer.canonical_id) customer.canonical_id AS customer_id, consent.said
        FROM consent
        JOIN customer ON customer.id = consent.customer_id
        WHERE consent.channel = 'mail' AND consent.purpose = 'marketing'
        ORDER BY customer.canonical_id, consent.id DESC
    ) AS latest
    JOIN address ON address.customer_id = latest.customer_id AND address.kind = 'delivery' AND address.during @> %(day)s::date
    LEFT JOIN reading ON reading.customer_id = latest.customer_id AND reading.place_id = address.place_id
    WHERE latest.said = 'withdrawn'
      AND CASE %(readers)s::text WHEN 'without' THEN reading.customer_id IS NULL WHEN 'only' THEN reading.customer_id IS NOT NULL ELSE true END
    GROUP BY address.place_id
), there AS (
    SELECT
        asked.id AS place_id, households.number AS households,
        CASE %(readers)s::text
            WHEN 'without' THEN households.number - coalesce(read_at.readers, 0)
            WHEN 'only' THEN coalesce(read_at.readers, 0)
            ELSE households.number
        END AS meant,
        coalesce(door.refuses, false) AS refuses, coalesce(unwilling.customers, 0) AS unwilling
    FROM asked
    LEFT JOIN door ON door.place_id = asked.id
    LEFT JOIN read_at ON read_at.place_id = asked.id
    LEFT JOIN unwilling ON unwilling.place_id = asked.id
    CROSS JOIN LATERAL (SELECT greatest(coalesce(door.households, 0), coalesce(read_at.readers, 0)) AS number) AS households
    WHERE households.number > 0
), walked AS (
    SELECT
        there.place_id, there.households, there.meant,
        CASE WHEN there.refuses THEN there.meant ELSE least(there.meant, there.unwilling) END AS refused, brought.route_id, brought.position
    FROM there
    LEFT JOIN LATERAL (
        SELECT route_stretch.route_id, route_match.position
        FROM route_match
        JOIN route_stretch ON route_stretch.id = route_match.stretch_id
        WHERE route_match.place_id = there.place_id
          AND route_stretch.entity_id = %(entity)s::bigint
          AND route_stretch.delivery_method = %(method)s::text
          AND route_stretch.during @> %(day)s::date
          AND route_stretch.weekdays & (1 << (extract(isodow FROM %(day)s::date)::integer - 1)) <> 0
        ORDER BY route_stretch.found_by
        LIMIT 1
    ) AS brought ON true
)
SELECT
    walked.place_id, walked.route_id, walked.position, walked.households, walked.households - walked.meant AS left_out, walked.refused,
    0 AS housemates,
    CASE WHEN walked.route_id IS NULL AND %(method)s::text = 'carrier' THEN walked.meant - walked.refused ELSE 0 END AS without_route,
    CASE WHEN walked.route_id IS NULL AND %(method)s::text = 'carrier' THEN 0 ELSE walked.meant - walked.refused END AS copies
FROM walked
JOIN place ON place.id = walked.place_id
WHERE walked.route_id = ANY(%(routes)s::bigint[])
   OR place.country = %(country)s::text AND replace(place.postal_code, ' ', '') LIKE ANY(%(postal_codes)s::text[])
