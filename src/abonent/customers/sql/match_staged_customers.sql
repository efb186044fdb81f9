-- Say of each row without a fault which customer it is, and whether names, address or contacts differ. An empty cell says nothing.
-- Reads   staged_customer, import_fault, external_key, customer, address, place, contact_point
-- Writes  staged_customer_match, one row per row without a fault
-- Again   safe: rows that are matched are left alone
WITH staged AS (
    SELECT
        staged_customer.*,
        CASE WHEN staged_customer.street || staged_customer.town || staged_customer.postal_code <> '' THEN door_of(
            staged_customer.country_assumed, staged_customer.postal_code, staged_customer.town, staged_customer.street,
            staged_customer.number, staged_customer.staircase, staged_customer.flat
        ) END AS door
    FROM staged_customer
    WHERE staged_customer.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
      AND NOT EXISTS (SELECT 1 FROM import_fault WHERE import_fault.batch_id = staged_customer.batch_id AND import_fault.line = staged_customer.line)
)
INSERT INTO staged_customer_match (batch_id, line, customer_id, is_new, door, says_otherwise, lives_elsewhere, is_reached_otherwise)
SELECT
    staged.batch_id,
    staged.line,
    coalesce(customer.id, nextval(pg_get_serial_sequence('customer', 'id'))),
    customer.id IS NULL,
    staged.door,
    coalesce(
        (staged.given_name || staged.family_name || staged.organisation_name <> '' AND staged.kind <> customer.kind)
        OR (staged.given_name <> '' AND staged.given_name <> customer.given_name)
        OR (staged.family_name <> '' AND staged.family_name <> customer.family_name)
        OR (staged.organisation_name <> '' AND staged.organisation_name <> customer.organisation_name)
        OR (staged.language <> '' AND staged.language <> customer.language)
        OR (staged.country <> '' AND staged.country <> customer.country)
        OR (staged.national_id <> '' AND staged.national_id <> customer.national_id)
        OR (staged.company_number <> '' AND staged.company_number <> customer.company_number)
        OR (staged.vat_number <> '' AND staged.vat_number <> customer.vat_number)
        OR (staged.invoice_channel <> '' AND staged.invoice_channel <> customer.invoice_channel)
        OR (staged.payment_terms_days <> '' AND nullif(staged.payment_terms_days, '')::smallint IS DISTINCT FROM customer.payment_terms_days),
        false
    ),
    customer.id IS NOT NULL AND staged.door IS NOT NULL
        AND (staged.door IS DISTINCT FROM place.door OR (staged.care_of <> '' AND staged.care_of <> address.care_of)),
    customer.id IS NOT NULL AND (
        (staged.mobile_normalised <> '' AND staged.mobile_normalised IS DISTINCT FROM mobile.normalised)
        OR (staged.phone_normalised <> '' AND staged.phone_normalised IS DISTINCT FROM phone.normalised)
        OR (staged.email_normalised <> '' AND staged.email_normalised IS DISTINCT FROM email.normalised)
        OR (staged.web_normalised <> '' AND staged.web_normalised IS DISTINCT FROM web.normalised)
    )
FROM staged
LEFT JOIN external_key ON external_key.source = %(key_source)s::text AND external_key.key = staged.key
LEFT JOIN customer AS record ON record.id = external_key.customer_id
LEFT JOIN customer ON customer.id = record.canonical_id
LEFT JOIN address ON address.customer_id = customer.id AND address.kind = 'delivery' AND NOT address.temporary AND address.during @> %(today)s::date
LEFT JOIN place ON place.id = address.place_id
LEFT JOIN contact_point AS mobile ON mobile.customer_id = customer.id AND mobile.kind = 'mobile' AND mobile.preferred AND mobile.contact_person_id IS NULL
LEFT JOIN contact_point AS phone ON phone.customer_id = customer.id AND phone.kind = 'phone' AND phone.preferred AND phone.contact_person_id IS NULL
LEFT JOIN contact_point AS email ON email.customer_id = customer.id AND email.kind = 'email' AND email.preferred AND email.contact_person_id IS NULL
LEFT JOIN contact_point AS web ON web.customer_id = customer.id AND web.kind = 'web' AND web.preferred AND web.contact_person_id IS NULL
ON CONFLICT (batch_id, line) DO NOTHING
