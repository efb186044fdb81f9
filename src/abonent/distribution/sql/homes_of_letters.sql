-- Letters with where they find whom they are to: as the window of the envelope has it: the delivery address first, and a temporary one before
-- the permanent one.
-- Takes   handed_over (of_id bigint, customer_id bigint, subscription_id bigint, number text)
-- Reads   customer, address
-- Writes  nothing
-- Feeds   distribution/sum_consignment, distribution/write_consignment
-- Again   safe: a question
SELECT
    handed_over.of_id, person.canonical_id AS customer_id, handed_over.subscription_id, home.place_id, person.name AS receiver,
    coalesce(home.care_of, '') AS care_of, handed_over.number
FROM handed_over
JOIN customer AS person ON person.id = handed_over.customer_id
LEFT JOIN LATERAL (
    SELECT address.place_id, address.care_of
    FROM address
    JOIN customer AS record ON record.id = address.customer_id
    WHERE record.canonical_id = person.canonical_id AND address.during @> %(day)s::date
    ORDER BY array_position(ARRAY['delivery', 'billing', 'visiting'], address.kind::text), address.temporary DESC, address.id
    LIMIT 1
) AS home ON true
