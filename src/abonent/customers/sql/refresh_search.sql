-- Write what customers are found by: names in both orders, and one folded text of everything somebody may type; of records
-- that were merged into them as well. A merged record is found by its own name and number alone. And tell what there is of them.
-- Reads   customer, contact_point, contact_person, external_key, address, place, own_value, own_field
-- Writes  customer_search, one row per customer handed over
-- Takes   handed_over (customer_id bigint)
-- Again   safe: rows that say the same are left alone
WITH together AS (
    SELECT handed_over.customer_id, customer.id AS record_id, customer.name, customer.number, customer.company_number
    FROM handed_over
    JOIN customer ON customer.canonical_id = handed_over.customer_id
),
merged AS (
    SELECT together.customer_id,
        string_agg(concat_ws(' ', together.name, together.number, nullif(translate(together.company_number, '- ', ''), '')), ' ' ORDER BY together.record_id) AS names
    FROM together
    WHERE together.record_id <> together.customer_id
    GROUP BY together.customer_id
),
reached AS (
    SELECT together.customer_id, string_agg(ltrim(contact_point.normalised, '+'), ' ' ORDER BY contact_point.id) AS points,
        bool_or(contact_point.kind = 'email' AND contact_point.contact_person_id IS NULL) AS has_email,
        bool_or(contact_point.kind = 'mobile' AND contact_point.contact_person_id IS NULL) AS has_mobile,
        bool_or(contact_point.kind IN ('mobile', 'phone') AND contact_point.contact_person_id IS NULL) AS has_telephone
    FROM together
    JOIN contact_point ON contact_point.customer_id = together.record_id
    GROUP BY together.customer_id
),
known_as AS (
    SELECT together.customer_id, string_agg(external_key.key, ' ' ORDER BY external_key.id) AS keys
    FROM together
    JOIN external_key ON external_key.customer_id = together.record_id
    GROUP BY together.customer_id
),
living AS (
    SELECT together.customer_id, string_agg(concat_ws(' ',
        address.care_of, place.street, place.number, place.staircase, place.flat,
        place.postal_code, translate(place.postal_code, ' -', ''), place.town
    ), ' ' ORDER BY address.id) AS doors,
        bool_or(address.kind = 'delivery') AS has_address
    FROM together
    JOIN address ON address.customer_id = together.record_id
    JOIN place ON place.id = address.place_id
    GROUP BY together.customer_id
),
speaking AS (
    SELECT together.customer_id, string_agg(contact_person.given_name || ' ' || contact_person.family_name, ' ' ORDER BY contact_person.id) AS names
    FROM together
    JOIN contact_person ON contact_person.customer_id = together.record_id
    GROUP BY together.customer_id
),
owning AS (
    SELECT together.customer_id, string_agg(concat_ws(' ',
        translate(own_value.text, E'\n', ' '), CASE WHEN own_value.text ~ '^[0-9 ./-]+$' THEN translate(own_value.text, ' ./-', '') END
    ), ' ' ORDER BY own_value.id) AS texts
    FROM together
    JOIN own_value ON own_value.customer_id = together.record_id AND own_value.text IS NOT NULL
    JOIN own_field ON own_field.id = own_value.field_id AND own_field.searchable AND NOT own_field.retired
    GROUP BY together.customer_id
),
written AS (
    SELECT
        customer.id,
        translate(fold_text(CASE customer.kind WHEN 'organisation' THEN customer.organisation_name
            ELSE customer.given_name || ' ' || customer.family_name END), '-', ' ') AS given_first,
        translate(fold_text(CASE customer.kind WHEN 'organisation' THEN customer.organisation_name
            ELSE customer.family_name || ' ' || customer.given_name END), '-', ' ') AS family_first,
        translate(fold_text(concat_ws(' ', merged.names, speaking.names, living.doors, known_as.keys, owning.texts)), '-/,', '   ') AS elsewhere,
        concat_ws(' ', customer.number, nullif(translate(customer.company_number, '- ', ''), '')) AS numbers,
        reached.points,
        coalesce(reached.has_email, false) AS has_email,
        coalesce(reached.has_mobile, false) AS has_mobile,
        coalesce(reached.has_telephone, false) AS has_telephone,
        coalesce(living.has_address, false) AS has_address
    FROM handed_over
    JOIN customer ON customer.id = handed_over.customer_id
    LEFT JOIN merged ON merged.customer_id = customer.id
    LEFT JOIN reached ON reached.customer_id = customer.id
    LEFT JOIN known_as ON known_as.customer_id = customer.id
    LEFT JOIN speaking ON speaking.customer_id = customer.id
    LEFT JOIN living ON living.customer_id = customer.id
    LEFT JOIN owning ON owning.customer_id = customer.id
)
INSERT INTO customer_search (customer_id, given_first, family_first, body, has_email, has_mobile, has_telephone, has_address)
SELECT written.id, written.given_first, written.family_first,
    concat_ws(' ', '', written.given_first, written.numbers, written.points, written.elsewhere),
    written.has_email, written.has_mobile, written.has_telephone, written.has_address
FROM written
ON CONFLICT (customer_id) DO UPDATE
SET given_first = excluded.given_first, family_first = excluded.family_first, body = excluded.body,
    has_email = excluded.has_email, has_mobile = excluded.has_mobile,
    has_telephone = excluded.has_telephone, has_address = excluded.has_address
WHERE (customer_search.given_first, customer_search.family_first, customer_search.body, customer_search.has_email,
        customer_search.has_mobile, customer_search.has_telephone, customer_search.has_address)
    IS DISTINCT FROM (excluded.given_first, excluded.family_first, excluded.body, excluded.has_email,
        excluded.has_mobile, excluded.has_telephone, excluded.has_address)
