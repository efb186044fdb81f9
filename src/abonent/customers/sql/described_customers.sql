-- What a list of hits says of each customer: name, number, the address that counts on a day, how he is reached, his keys. A hit
-- on a merged record says it of the customer it stands for; contacts, keys and own fields are those of all records together.
-- Reads   customer, address, place, contact_point, external_key, own_value, own_field
SELECT
    record.id, record.number AS found_number, record.name AS found_name,
    customer.id AS customer_id, customer.number, customer.name, customer.list_name, customer.kind, customer.country, customer.company_number,
    living.street_line, living.postal_line,
    reached.points,
    known_as.keys,
    owning.texts
FROM customer AS record
JOIN customer ON customer.id = record.canonical_id
LEFT JOIN LATERAL (
    SELECT
        concat_ws(' ', nullif(place.street, ''), nullif(place.number, ''), nullif(place.staircase, ''), nullif(place.flat, '')) AS street_line,
        place.postal_code || ' ' || place.town AS postal_line
    FROM address
    JOIN place ON place.id = address.place_id
    WHERE address.customer_id = customer.id
    ORDER BY address.during @> %(today)s::date DESC, address.kind = 'delivery' DESC, address.temporary, upper(address.during) DESC
    LIMIT 1
) AS living ON true
LEFT JOIN LATERAL (
    SELECT array_agg(ARRAY[contact_point.kind, contact_point.value, contact_point.normalised] ORDER BY contact_point.preferred DESC, contact_point.id) AS points
    FROM customer AS together
    JOIN contact_point ON contact_point.customer_id = together.id
    WHERE together.canonical_id = customer.id
) AS reached ON true
LEFT JOIN LATERAL (
    SELECT array_agg(ARRAY[external_key.source, external_key.key] ORDER BY external_key.id) AS keys
    FROM customer AS together
    JOIN external_key ON external_key.customer_id = together.id
    WHERE together.canonical_id = customer.id
) AS known_as ON true
LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_array(own_field.name, own_value.text) ORDER BY own_field.ordinal, own_value.id)::text AS texts
    FROM customer AS together
    JOIN own_value ON own_value.customer_id = together.id AND own_value.text IS NOT NULL
    JOIN own_field ON own_field.id = own_value.field_id AND own_field.searchable AND NOT own_field.retired
    WHERE together.canonical_id = customer.id
) AS owning ON true
WHERE record.id = ANY (%(customer_ids)s::bigint[])
