-- Customers without a search row, or whose row has another name or tells otherwise what there is of them; none is the good answer.
-- Reads   customer, customer_search, contact_point, address
WITH reached AS (
    SELECT customer.canonical_id AS customer_id,
        bool_or(contact_point.kind = 'email') AS has_email,
        bool_or(contact_point.kind = 'mobile') AS has_mobile,
        bool_or(contact_point.kind IN ('mobile', 'phone')) AS has_telephone
    FROM contact_point
    JOIN customer ON customer.id = contact_point.customer_id
    WHERE contact_point.contact_person_id IS NULL
    GROUP BY customer.canonical_id
),
living AS (
    SELECT DISTINCT customer.canonical_id AS customer_id
    FROM address
    JOIN customer ON customer.id = address.customer_id
    WHERE address.kind = 'delivery'
)
SELECT customer.number
FROM customer
LEFT JOIN customer_search ON customer_search.customer_id = customer.id
LEFT JOIN reached ON reached.customer_id = customer.id
LEFT JOIN living ON living.customer_id = customer.id
WHERE customer.canonical_id = customer.id
  AND (customer_search.given_first, customer_search.has_email, customer_search.has_mobile, customer_search.has_telephone, customer_search.has_address)
    IS DISTINCT FROM (
        translate(fold_text(CASE customer.kind
            WHEN 'organisation' THEN customer.organisation_name
            ELSE customer.given_name || ' ' || customer.family_name END), '-', ' '),
        coalesce(reached.has_email, false),
        coalesce(reached.has_mobile, false),
        coalesce(reached.has_telephone, false),
        living.customer_id IS NOT NULL
    )
