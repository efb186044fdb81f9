-- The customers whose number, key, telephone, e-mail or name begins with what is typed: index ranges only, a few of each.
-- Of those whom the viewer sees.
-- Reads   customer, external_key, contact_point, customer_search, reached_customer
WITH mine AS (
    SELECT reached_customer.customer_id FROM reached_customer WHERE reached_customer.staff_user_id = %(viewer)s::bigint
),
by_number AS (
    SELECT customer.id AS customer_id, 0 AS place_in_line
    FROM customer
    WHERE customer.number = %(number)s::bigint
      AND (%(everybody)s::boolean OR customer.id IN (SELECT mine.customer_id FROM mine))
),
by_key AS (
    SELECT external_key.customer_id, 0 AS place_in_line
    FROM external_key
    WHERE external_key.key = %(key)s::text
      AND (%(everybody)s::boolean OR external_key.customer_id IN (SELECT mine.customer_id FROM mine))
    LIMIT %(limit)s::int
),
by_contact AS (
    SELECT reached.customer_id, %(contact_place)s::int AS place_in_line
    FROM unnest(%(contacts)s::text[]) AS beginning (typed)
    CROSS JOIN LATERAL (
        SELECT contact_point.customer_id
        FROM contact_point
        WHERE contact_point.normalised >= beginning.typed AND contact_point.normalised < beginning.typed || '~'
          AND (%(everybody)s::boolean OR contact_point.customer_id IN (SELECT mine.customer_id FROM mine))
        ORDER BY contact_point.normalised
        LIMIT %(limit)s::int
    ) AS reached
),
by_family_name AS (
    SELECT customer_search.customer_id, 2 AS place_in_line
    FROM customer_search
    WHERE customer_search.family_first >= %(named)s::text AND customer_search.family_first < %(named)s::text || '~'
      AND (%(everybody)s::boolean OR customer_search.customer_id IN (SELECT mine.customer_id FROM mine))
    ORDER BY customer_search.family_first
    LIMIT %(limit)s::int
),
by_given_name AS (
    SELECT customer_search.customer_id, 3 AS place_in_line
    FROM customer_search
    WHERE customer_search.given_first >= %(named)s::text AND customer_search.given_first < %(named)s::text || '~'
      AND (%(everybody)s::boolean OR customer_search.customer_id IN (SELECT mine.customer_id FROM mine))
    ORDER BY customer_search.given_first
    LIMIT %(limit)s::int
)
SELECT found.customer_id, min(found.place_in_line) AS place_in_line
FROM (
    SELECT by_number.customer_id, by_number.place_in_line FROM by_number
    UNION ALL SELECT by_key.customer_id, by_key.place_in_line FROM by_key
    UNION ALL SELECT by_contact.customer_id, by_contact.place_in_line FROM by_contact
    UNION ALL SELECT by_family_name.customer_id, by_family_name.place_in_line FROM by_family_name
    UNION ALL SELECT by_given_name.customer_id, by_given_name.place_in_line FROM by_given_name
) AS found
GROUP BY found.customer_id
ORDER BY min(found.place_in_line)
LIMIT %(limit)s::int
