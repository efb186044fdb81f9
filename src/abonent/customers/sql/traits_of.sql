-- The traits of a customer, for whom others are looked for that may be the same.
-- Reads   customer_traits
SELECT
    customer_traits.kind, customer_traits.country, customer_traits.given_name, customer_traits.family_name, customer_traits.organisation_name,
    customer_traits.national_id, customer_traits.company_number, customer_traits.vat_number, customer_traits.telephones,
    customer_traits.emails, customer_traits.places, customer_traits.postal_codes
FROM customer_traits
WHERE customer_traits.customer_id = %(customer)s::bigint
