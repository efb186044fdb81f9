-- Say of each row without a fault which customer it is, and whether names, address, contacts, types or accounts differ. An empty cell says
-- nothing, unless it was emptied in a workbook that was given out.
-- Reads   staged_customer, import_fault, import_conflict, customer_key, known_word, customer, address, place, contact_point, categorised_customer, customer_bank_account
-- Writes  staged_customer_match, one row per row without a fault
-- Again   safe: rows that are matched are left alone
WITH staged AS (
    SELECT
        staged_customer.*, branch.id AS branch_id, responsible.id AS responsible_id,
        string_to_array(staged_customer.emptied, ' ') AS gone,
        CASE WHEN staged_customer.street || staged_customer.town || staged_customer.postal_code <> '' THEN door_of(
            staged_customer.country_assumed, staged_customer.postal_code, staged_customer.town, staged_customer.street,
            staged_customer.number, staged_customer.staircase, staged_customer.flat
        ) END AS door
    FROM staged_customer
    LEFT JOIN known_word AS branch
        ON branch.noun = 'branch' AND staged_customer.branch <> '' AND branch.said = fold_text(staged_customer.branch)
    LEFT JOIN known_word AS responsible
        ON responsible.noun = 'responsible' AND staged_customer.responsible <> '' AND responsible.said = fold_text(staged_customer.responsible)
    WHERE staged_customer.batch_id = %(batch)s::bigint
      AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
      AND NOT EXISTS (SELECT 1 FROM import_fault WHERE import_fault.batch_id = staged_customer.batch_id AND import_fault.line = staged_customer.line)
      AND NOT EXISTS (
          SELECT 1 FROM import_conflict
          WHERE import_conflict.batch_id = staged_customer.batch_id AND import_conflict.line = staged_customer.line AND import_conflict.choice = ''
      )
)
INSERT INTO staged_customer_match (
    batch_id, line, customer_id, is_new, door, says_otherwise, lives_elsewhere, is_reached_otherwise, is_sorted_otherwise, branch_id, responsible_id
)
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
        OR (staged.payment_terms_days <> '' AND nullif(staged.payment_terms_days, '')::smallint IS DISTINCT FROM customer.payment_terms_days)
        OR (staged.credit_limit <> '' AND nullif(staged.credit_limit, '')::integer IS DISTINCT FROM customer.credit_limit)
        OR (staged.einvoice_address <> '' AND staged.einvoice_address <> customer.einvoice_address)
        OR (staged.branch_id IS NOT NULL AND staged.branch_id IS DISTINCT FROM customer.branch_id)
        OR (staged.responsible_id IS NOT NULL AND staged.responsible_id IS DISTINCT FROM customer.responsible_id)
        OR ('given_name' = ANY(staged.gone) AND customer.given_name <> '')
        OR ('family_name' = ANY(staged.gone) AND customer.family_name <> '')
        OR ('national_id' = ANY(staged.gone) AND customer.national_id <> '')
        OR ('company_number' = ANY(staged.gone) AND customer.company_number <> '')
        OR ('vat_number' = ANY(staged.gone) AND customer.vat_number <> '')
        OR ('einvoice_address' = ANY(staged.gone) AND customer.einvoice_address <> '')
        OR ('payment_terms_days' = ANY(staged.gone) AND customer.payment_terms_days IS NOT NULL)
        OR ('credit_limit' = ANY(staged.gone) AND customer.credit_limit IS NOT NULL)
        OR ('branch' = ANY(staged.gone) AND customer.branch_id IS NOT NULL)
        OR ('responsible' = ANY(staged.gone) AND customer.responsible_id IS NOT NULL),
        false
    ),
    customer.id IS NOT NULL AND staged.door IS NOT NULL
        AND (staged.door IS DISTINCT FROM place.door OR (staged.care_of <> '' AND staged.care_of <> address.care_of)
             OR ('care_of' = ANY(staged.gone) AND address.care_of <> '')),
    customer.id IS NOT NULL AND (
        (staged.mobile_normalised <> '' AND staged.mobile_normalised IS DISTINCT FROM mobile.normalised)
        OR (staged.phone_normalised <> '' AND staged.phone_normalised IS DISTINCT FROM phone.normalised)
        OR (staged.email_normalised <> '' AND staged.email_normalised IS DISTINCT FROM email.normalised)
        OR (staged.web_normalised <> '' AND staged.web_normalised IS DISTINCT FROM web.normalised)
        OR ('mobile' = ANY(staged.gone) AND mobile.id IS NOT NULL)
        OR ('phone' = ANY(staged.gone) AND phone.id IS NOT NULL)
        OR ('email' = ANY(staged.gone) AND email.id IS NOT NULL)
        OR ('web' = ANY(staged.gone) AND web.id IS NOT NULL)
    ),
    customer.id IS NOT NULL AND (
        ((staged.types <> '' OR 'types' = ANY(staged.gone)) AND (
            EXISTS (
                SELECT 1 FROM unnest(string_to_array(staged.types, ',')) AS part (word)
                JOIN known_word ON known_word.noun = 'type' AND known_word.said = fold_text(btrim(part.word))
                WHERE NOT EXISTS (
                    SELECT 1 FROM categorised_customer
                    WHERE categorised_customer.customer_id = customer.id AND categorised_customer.category_id = known_word.id
                )
            )
            OR (staged.version <> '' AND EXISTS (
                SELECT 1 FROM categorised_customer
                WHERE categorised_customer.customer_id = customer.id AND categorised_customer.category_id <> ALL (
                    SELECT known_word.id FROM unnest(string_to_array(staged.types, ',')) AS part (word)
                    JOIN known_word ON known_word.noun = 'type' AND known_word.said = fold_text(btrim(part.word))
                )
            ))
        ))
        OR ((staged.iban <> '' OR 'iban' = ANY(staged.gone)) AND (
            EXISTS (
                SELECT 1 FROM unnest(string_to_array(staged.iban, ', ')) AS said (number)
                WHERE NOT EXISTS (
                    SELECT 1 FROM customer_bank_account
                    WHERE customer_bank_account.customer_id = customer.id AND customer_bank_account.scheme = 'iban'
                      AND customer_bank_account.number = said.number
                )
            )
            OR (staged.version <> '' AND EXISTS (
                SELECT 1 FROM customer_bank_account
                WHERE customer_bank_account.customer_id = customer.id AND customer_bank_account.scheme = 'iban'
                  AND customer_bank_account.number <> ALL (string_to_array(staged.iban, ', '))
            ))
        ))
    ),
    staged.branch_id,
    staged.responsible_id
FROM staged
LEFT JOIN customer_key ON customer_key.source = %(key_source)s::text AND customer_key.key = staged.key
LEFT JOIN customer AS record ON record.id = customer_key.customer_id
LEFT JOIN customer ON customer.id = record.canonical_id
LEFT JOIN address ON address.customer_id = customer.id AND address.kind = 'delivery' AND NOT address.temporary AND address.during @> %(today)s::date
LEFT JOIN place ON place.id = address.place_id
LEFT JOIN contact_point AS mobile ON mobile.customer_id = customer.id AND mobile.kind = 'mobile' AND mobile.preferred AND mobile.contact_person_id IS NULL
LEFT JOIN contact_point AS phone ON phone.customer_id = customer.id AND phone.kind = 'phone' AND phone.preferred AND phone.contact_person_id IS NULL
LEFT JOIN contact_point AS email ON email.customer_id = customer.id AND email.kind = 'email' AND email.preferred AND email.contact_person_id IS NULL
LEFT JOIN contact_point AS web ON web.customer_id = customer.id AND web.kind = 'web' AND web.preferred AND web.contact_person_id IS NULL
ON CONFLICT (batch_id, line) DO NOTHING
