-- Somebody with these traits beside each customer who has a sign in common with him, by the indexes: a few of each sign.
-- Reads   contact_point, customer, address, customer_search, told_apart, customer_traits
-- Feeds   customers/plan_duplicates
WITH reached AS (
    SELECT contact_point.customer_id
    FROM contact_point
    WHERE contact_point.normalised = ANY (%(telephones)s::text[] || %(emails)s::text[])
    LIMIT %(crowd)s::int
),
numbered AS (
    SELECT customer.id AS customer_id
    FROM customer
    WHERE (customer.national_id <> '' AND customer.national_id = %(national_id)s::text)
       OR (customer.company_number <> '' AND customer.company_number = %(company_number)s::text)
    LIMIT %(crowd)s::int
),
living AS (
    SELECT address.customer_id
    FROM address
    WHERE address.place_id = ANY (%(places)s::bigint[])
    LIMIT %(crowd)s::int
),
called AS (
    SELECT customer_search.customer_id
    FROM customer_search
    WHERE customer_search.given_first = ANY (%(written_names)s::text[])
      AND customer_search.body LIKE %(in_postal_code)s::text
    LIMIT %(crowd)s::int
),
found AS (
    SELECT customer.canonical_id AS customer_id
    FROM (
        SELECT reached.customer_id FROM reached
        UNION SELECT numbered.customer_id FROM numbered
        UNION SELECT living.customer_id FROM living
        UNION SELECT called.customer_id FROM called
    ) AS candidate
    JOIN customer ON customer.id = candidate.customer_id
    GROUP BY customer.canonical_id
)
SELECT
    one.customer_id AS one_id, one.kind, one.given_name AS one_given_name, one.family_name AS one_family_name,
    one.organisation_name AS one_organisation_name, one.national_id AS one_national_id, one.company_number AS one_company_number,
    one.vat_number AS one_vat_number, one.telephones AS one_telephones, one.emails AS one_emails, one.places AS one_places,
    one.postal_codes AS one_postal_codes,
    %(customer)s::bigint AS other_id, %(given_name)s::text AS other_given_name, %(family_name)s::text AS other_family_name,
    %(organisation_name)s::text AS other_organisation_name, %(national_id)s::text AS other_national_id,
    %(company_number)s::text AS other_company_number, %(vat_number)s::text AS other_vat_number,
    %(telephones)s::text[] AS other_telephones, %(emails)s::text[] AS other_emails, %(places)s::bigint[] AS other_places,
    %(postal_codes)s::text[] AS other_postal_codes,
    md5(one::text)::uuid AS ground
FROM found
JOIN customer_traits AS one ON one.customer_id = found.customer_id
WHERE one.kind = %(kind)s::text
  AND one.customer_id IS DISTINCT FROM %(customer)s::bigint
  AND NOT EXISTS (
      SELECT 1
      FROM told_apart
      WHERE told_apart.one_id = least(one.customer_id, %(customer)s::bigint)
        AND told_apart.other_id = greatest(one.customer_id, %(customer)s::bigint)
  )
