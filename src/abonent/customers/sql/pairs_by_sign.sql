-- The records that have a sign in common and that nobody has told apart, in pairs, the older first; of a crowded sign none.
-- Reads   told_apart, and work tables of the session: a work table of the session, work_sign, work_traits
-- Feeds   customers/plan_duplicates
WITH shared AS (
    SELECT array_agg(work_sign.customer_id) AS customers
    FROM work_sign
    GROUP BY work_sign.sign
    HAVING count(*) BETWEEN 2 AND %(crowd)s::int
),
pair AS (
    SELECT DISTINCT one.id AS one_id, other.id AS other_id
    FROM shared
    CROSS JOIN LATERAL unnest(shared.customers) AS one (id)
    CROSS JOIN LATERAL unnest(shared.customers) AS other (id)
    WHERE one.id < other.id
)
SELECT
    one.customer_id AS one_id, one.kind, one.given_name AS one_given_name, one.family_name AS one_family_name,
    one.organisation_name AS one_organisation_name, one.national_id AS one_national_id, one.company_number AS one_company_number,
    one.vat_number AS one_vat_number, one.telephones AS one_telephones, one.emails AS one_emails, one.places AS one_places,
    one.postal_codes AS one_postal_codes,
    other.customer_id AS other_id, other.given_name AS other_given_name, other.family_name AS other_family_name,
    other.organisation_name AS other_organisation_name, other.national_id AS other_national_id,
    other.company_number AS other_company_number, other.vat_number AS other_vat_number, other.telephones AS other_telephones,
    other.emails AS other_emails, other.places AS other_places, other.postal_codes AS other_postal_codes,
    md5(one::text || other::text)::uuid AS ground
FROM pair
JOIN work_traits AS one ON one.customer_id = pair.one_id
JOIN work_traits AS other ON other.customer_id = pair.other_id AND other.kind = one.kind
LEFT JOIN told_apart ON told_apart.one_id = pair.one_id AND told_apart.other_id = pair.other_id
WHERE told_apart.id IS NULL
