-- Who reads with a subscription now or later: the subscriber, its members, its networks; each with the day until before which he reads
-- without a break from today, and none where he does not read today.
-- Reads   subscription, seat, reading_network, entitlement, readable_product, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH asked AS (
    SELECT subscription.id, subscription.subscriber_id, subscription.product_id
    FROM subscription
    WHERE subscription.id = %(subscription)s::bigint
      AND subscription.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
), reader AS (
    SELECT 'subscriber' AS source, NULL::bigint AS share_id, asked.subscriber_id AS customer_id, NULL::cidr AS network, NULL::daterange AS during
    FROM asked
    UNION ALL
    SELECT 'member', seat.id, seat.customer_id, NULL, seat.during
    FROM asked
    JOIN seat ON seat.subscription_id = asked.id
    WHERE seat.withdrawn_at IS NULL AND (upper_inf(seat.during) OR upper(seat.during) > %(today)s::date)
    UNION ALL
    SELECT 'network', reading_network.id, NULL, reading_network.network, reading_network.during
    FROM asked
    JOIN reading_network ON reading_network.subscription_id = asked.id
    WHERE reading_network.withdrawn_at IS NULL AND (upper_inf(reading_network.during) OR upper(reading_network.during) > %(today)s::date)
)
SELECT
    reader.source, reader.share_id, reader.customer_id, reader.network, reader.during,
    EXISTS (SELECT FROM readable_product WHERE readable_product.product_id = asked.product_id) AS is_readable,
    (
        SELECT max(upper(entitlement.during))
        FROM entitlement
        WHERE entitlement.subscription_id = asked.id
          AND entitlement.source = reader.source
          AND (entitlement.customer_id = reader.customer_id OR entitlement.network = reader.network)
          AND entitlement.during @> %(today)s::date
    ) AS reads_until
FROM reader
CROSS JOIN asked
ORDER BY array_position(ARRAY['subscriber', 'member', 'network'], reader.source), lower(reader.during), reader.share_id
