-- The gifts of our stock that customers got or that went with their orders: given, sent, come back, taken away; for their timeline.
-- Reads   premium, subscription, customer, stock_reservation, stock_item, stock_movement, staff_user, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH theirs AS (
    SELECT premium.id, premium.reservation_id, premium.given_at, premium.given_by_id, premium.withdrawn_at, premium.withdrawn_by_id,
        subscription.number, receiver.name AS receiver, receiver.id = ANY(%(customers)s::bigint[]) AS is_own, stock_item.name AS item
    FROM premium
    JOIN subscription ON subscription.id = premium.subscription_id
    JOIN customer AS receiver ON receiver.id = premium.receiver_id
    JOIN stock_reservation ON stock_reservation.id = premium.reservation_id
    JOIN stock_item ON stock_item.id = stock_reservation.item_id
    WHERE (
            premium.receiver_id = ANY(%(customers)s::bigint[])
            OR subscription.subscriber_id = ANY(%(customers)s::bigint[])
            OR subscription.payer_id = ANY(%(customers)s::bigint[])
        )
      AND subscription.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
),
happened AS (
    SELECT theirs.id AS premium_id, theirs.id, theirs.given_at AS at, 'given' AS what, theirs.given_by_id AS by_id
    FROM theirs
    UNION ALL
    SELECT theirs.id, -theirs.id, theirs.withdrawn_at, 'taken', theirs.withdrawn_by_id
    FROM theirs
    WHERE theirs.withdrawn_at IS NOT NULL
    UNION ALL
    SELECT theirs.id, stock_movement.id, stock_movement.noted_at,
        CASE
            WHEN stock_movement.reverses_id IS NOT NULL THEN 'not_sent'
            WHEN stock_movement.kind = 'shipment' THEN 'sent'
            ELSE 'returned'
        END,
        stock_movement.noted_by_id
    FROM theirs
    JOIN stock_movement ON stock_movement.reservation_id = theirs.reservation_id AND stock_movement.kind IN ('shipment', 'return')
)
SELECT
    happened.at,
    'premiums' AS chip,
    happened.id,
    jsonb_build_object(
        'what', happened.what,
        'item', theirs.item,
        'number', theirs.number,
        'receiver', CASE WHEN NOT theirs.is_own THEN theirs.receiver END
    ) AS said,
    coalesce(nullif(trim(concat(staff_user.first_name, ' ', staff_user.last_name)), ''), staff_user.username, '') AS who
FROM happened
JOIN theirs ON theirs.id = happened.premium_id
LEFT JOIN staff_user ON staff_user.id = happened.by_id
