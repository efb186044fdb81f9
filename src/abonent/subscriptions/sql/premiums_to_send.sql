-- The subscriber gifts of a company that are kept back and wait to be sent, with where each goes: to the place that was said, or to the
-- address where a letter finds the receiver. The ground changes whenever the parcel does.
-- Reads   premium, subscription, customer, stock_reservation, address
-- Writes  nothing
-- Again   safe: a question
SELECT
    premium.id AS premium_id, premium.reservation_id, stock_reservation.item_id, stock_reservation.pieces,
    receiver.canonical_id AS receiver_id, coalesce(premium.place_id, home.place_id) AS place_id,
    CASE WHEN premium.place_id IS NULL THEN coalesce(home.care_of, '') ELSE '' END AS care_of,
    md5(ROW(
        stock_reservation.item_id, stock_reservation.pieces, receiver.canonical_id, premium.place_id, home.place_id, home.care_of
    )::text)::uuid AS ground
FROM premium
JOIN subscription ON subscription.id = premium.subscription_id
JOIN customer AS receiver ON receiver.id = premium.receiver_id
JOIN stock_reservation ON stock_reservation.id = premium.reservation_id AND stock_reservation.released_at IS NULL
LEFT JOIN LATERAL (
    SELECT address.place_id, address.care_of
    FROM address
    JOIN customer AS record ON record.id = address.customer_id
    WHERE record.canonical_id = receiver.canonical_id AND address.during @> %(as_of)s::date
    ORDER BY array_position(ARRAY['delivery', 'billing', 'visiting'], address.kind::text), address.temporary DESC, address.id
    LIMIT 1
) AS home ON true
WHERE subscription.entity_id = %(entity)s::bigint
  AND premium.withdrawn_at IS NULL
