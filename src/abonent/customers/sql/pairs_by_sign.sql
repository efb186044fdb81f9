-- The pairs of records that have a sign in common, with what each of the two says.
-- Reads   a work table of the session, work_pair, and work_traits
-- Feeds   customers/plan_duplicates
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
FROM work_pair
JOIN work_traits AS one ON one.customer_id = work_pair.one_id
JOIN work_traits AS other ON other.customer_id = work_pair.other_id AND other.kind = one.kind
