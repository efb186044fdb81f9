-- Write the refunds of an order, each with its payee as he is called and where he lives on the day: an address for bills first.
-- Reads   planned_refund, payment, customer, address, place
-- Writes  refund, one row per payment that was written
-- Again   safe: a refund that exists is left alone
INSERT INTO refund (
    payment_id, order_id, customer_id, amount, scheme, account_number, known_from, payee, street, postal_code, town, country
)
SELECT payment.id, %(order)s::bigint, customer.id, planned_refund.amount, planned_refund.scheme, planned_refund.account_number,
       planned_refund.known_from, left(customer.name, 140), coalesce(home.street, ''), coalesce(home.postal_code, ''), coalesce(home.town, ''),
       coalesce(home.country, customer.country)
FROM planned_refund
JOIN payment ON payment.id = planned_refund.payment_id
JOIN customer ON customer.id = planned_refund.customer_id
LEFT JOIN LATERAL (
    SELECT left(concat_ws(' ', nullif(place.street, ''), nullif(place.number, ''), nullif(place.staircase, ''), nullif(place.flat, '')), 140)
               AS street,
           place.postal_code, place.town, place.country
    FROM address
    JOIN place ON place.id = address.place_id
    WHERE address.customer_id = customer.id AND address.kind IN ('billing', 'delivery') AND address.during @> %(as_of)s::date
    ORDER BY address.kind, address.temporary
    LIMIT 1
) AS home ON true
WHERE planned_refund.run_id = %(run)s::bigint
ON CONFLICT (payment_id) DO NOTHING
