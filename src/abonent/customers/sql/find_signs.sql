-- Note the signs of all customers: who has none in common with another is not compared with him. A sign is kept as its hash.
-- Reads   nothing
-- Writes  a work table of the session, work_sign
-- Again   rewrites the same rows
INSERT INTO work_sign (sign, customer_id)
SELECT hashtextextended(sign.kind || ' ' || sign.said, 0), work_traits.customer_id
FROM work_traits
CROSS JOIN LATERAL (
    SELECT 'telephone' AS kind, telephone AS said FROM unnest(work_traits.telephones) AS telephone
    UNION ALL
    SELECT 'email', email FROM unnest(work_traits.emails) AS email
    UNION ALL
    SELECT 'national_id', work_traits.country || work_traits.national_id WHERE work_traits.national_id <> ''
    UNION ALL
    SELECT 'company_number', work_traits.country || work_traits.company_number WHERE work_traits.company_number <> ''
    UNION ALL
    SELECT 'vat_number', work_traits.vat_number WHERE work_traits.vat_number <> ''
    UNION ALL
    SELECT 'given name at place', place || ' ' || work_traits.given_name
    FROM unnest(work_traits.places) AS place
    WHERE work_traits.given_name <> ''
    UNION ALL
    SELECT 'sound of family name at place', place || ' ' || dmetaphone(work_traits.family_name)
    FROM unnest(work_traits.places) AS place
    WHERE work_traits.family_name <> ''
    UNION ALL
    -- In the order of the alphabet: names that were swapped sound the same.
    SELECT 'sound of names in postal code', concat_ws(' ', postal_code,
        least(dmetaphone(work_traits.given_name), dmetaphone(work_traits.family_name)),
        greatest(dmetaphone(work_traits.given_name), dmetaphone(work_traits.family_name)))
    FROM unnest(work_traits.postal_codes) AS postal_code
    WHERE work_traits.given_name <> '' AND work_traits.family_name <> ''
    UNION ALL
    SELECT 'first word of organisation in postal code', postal_code || ' ' || split_part(work_traits.organisation_name, ' ', 1)
    FROM unnest(work_traits.postal_codes) AS postal_code
    WHERE work_traits.organisation_name <> ''
) AS sign
