-- Write what customers are found by: names in both orders, and one folded text of everything somebody may type.
-- Reads   customer, contact_point, contact_person, external_key, address, place
-- Writes  customer_search, one row per customer handed over
-- Takes   handed_over (customer_id bigint)
-- Again   safe: rows that say the same are left alone
WITH reached AS (
    SELECT contact_point.customer_id, string_agg(ltrim(contact_point.normalised, '+'), ' ' ORDER BY contact_point.id) AS points
    FROM handed_over
    JOIN contact_point ON contact_point.customer_id = handed_over.customer_id
    GROUP BY contact_point.customer_id
),
known_as AS (
    SELECT external_key.customer_id, string_agg(external_key.key, ' ' ORDER BY external_key.id) AS keys
    FROM handed_over
    JOIN external_key ON external_key.customer_id = handed_over.customer_id
    GROUP BY external_key.customer_id
),
living AS (
    SELECT address.customer_id, string_agg(concat_ws(' ',
        address.care_of, place.street, place.number, place.staircase, place.flat,
        place.postal_code, translate(place.postal_code, ' -', ''), place.town
    ), ' ' ORDER BY address.id) AS doors
    FROM handed_over
    JOIN address ON address.customer_id = handed_over.customer_id
    JOIN place ON place.id = address.place_id
    GROUP BY address.customer_id
),
speaking AS (
    SELECT contact_person.customer_id, string_agg(contact_person.given_name || ' ' || contact_person.family_name, ' ' ORDER BY contact_person.id) AS names
    FROM handed_over
    JOIN contact_person ON contact_person.customer_id = handed_over.customer_id
    GROUP BY contact_person.customer_id
),
written AS (
    SELECT
        customer.id,
        translate(fold_text(CASE customer.kind WHEN 'organisation' THEN customer.organisation_name
            ELSE customer.given_name || ' ' || customer.family_name END), '-', ' ') AS given_first,
        translate(fold_text(CASE customer.kind WHEN 'organisation' THEN customer.organisation_name
            ELSE customer.family_name || ' ' || customer.given_name END), '-', ' ') AS family_first,
        translate(fold_text(concat_ws(' ', speaking.names, living.doors, known_as.keys)), '-/,', '   ') AS elsewhere,
        concat_ws(' ', customer.number, nullif(translate(customer.company_number, '- ', ''), '')) AS numbers,
        reached.points
    FROM handed_over
    JOIN customer ON customer.id = handed_over.customer_id
    LEFT JOIN reached ON reached.customer_id = customer.id
    LEFT JOIN known_as ON known_as.customer_id = customer.id
    LEFT JOIN speaking ON speaking.customer_id = customer.id
    LEFT JOIN living ON living.customer_id = customer.id
)
INSERT INTO customer_search (customer_id, given_first, family_first, body)
SELECT written.id, written.given_first, written.family_first, concat_ws(' ', '', written.given_first, written.numbers, written.points, written.elsewhere)
FROM written
ON CONFLICT (customer_id) DO UPDATE
SET given_first = excluded.given_first, family_first = excluded.family_first, body = excluded.body
WHERE (customer_search.given_first, customer_search.family_first, customer_search.body)
    IS DISTINCT FROM (excluded.given_first, excluded.family_first, excluded.body)
