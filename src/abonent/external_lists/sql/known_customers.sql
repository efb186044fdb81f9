-- Say whom of the register rows of a list are: who has become a customer, else by telephone, e-mail, or name and address.
-- Reads   list_row, external_list, staff_entity, customer, contact_point, place, address
WITH asked AS (
    SELECT list_row.*
    FROM list_row
    JOIN external_list ON external_list.id = list_row.external_list_id
    WHERE list_row.id = ANY(%(rows)s::bigint[])
      AND external_list.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
),
found AS (
    SELECT asked.id AS row_id, asked.customer_id, 'registered' AS reason, 1 AS place_in_line
    FROM asked
    WHERE asked.customer_id IS NOT NULL
    UNION ALL
    SELECT asked.id, contact_point.customer_id, CASE contact_point.kind WHEN 'email' THEN 'email' ELSE 'telephone' END, CASE contact_point.kind WHEN 'email' THEN 3 ELSE 2 END
    FROM asked
    JOIN contact_point ON contact_point.normalised IN (asked.mobile_normalised, asked.phone_normalised, asked.email_normalised)
    WHERE contact_point.normalised <> ''
    UNION ALL
    SELECT asked.id, customer.id, 'address', 4
    FROM asked
    JOIN place ON place.door = door_of(asked.country_assumed, asked.postal_code, asked.town, asked.street, asked.number, asked.staircase, asked.flat)
    JOIN address ON address.place_id = place.id AND address.during @> %(today)s::date
    JOIN customer ON customer.id = address.customer_id
    WHERE asked.postal_code <> ''
      AND asked.name <> ''
      AND fold_text(customer.name) = fold_text(asked.name)
)
SELECT DISTINCT ON (found.row_id) found.row_id, known.id AS customer_id, known.number, known.name, found.reason
FROM found
JOIN customer ON customer.id = found.customer_id
JOIN customer AS known ON known.id = customer.canonical_id
ORDER BY found.row_id, found.place_in_line, known.id
