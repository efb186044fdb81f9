-- The customers that a batch is about to bring or change; of those it changes what they say now.
-- Reads   staged_customer_match, customer, address, contact_point, categorised_customer, customer_bank_account, staged_customer, given_own_value
-- Feeds   imports/keep_before_values
SELECT staged_customer_match.customer_id AS subject_id, staged_customer_match.line, staged_customer_match.is_new, NULL::jsonb AS before
FROM staged_customer_match
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.is_new
UNION ALL
SELECT
    staged_customer_match.customer_id, staged_customer_match.line, false,
    jsonb_build_object(
        'customer', jsonb_build_object(
            'kind', customer.kind, 'given_name', customer.given_name, 'family_name', customer.family_name,
            'organisation_name', customer.organisation_name, 'language', customer.language, 'country', customer.country,
            'national_id', customer.national_id, 'company_number', customer.company_number, 'vat_number', customer.vat_number,
            'invoice_channel', customer.invoice_channel, 'payment_terms_days', customer.payment_terms_days,
            'credit_limit', customer.credit_limit, 'einvoice_address', customer.einvoice_address, 'branch_id', customer.branch_id, 'responsible_id', customer.responsible_id
        ),
        'addresses', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'id', address.id, 'place_id', address.place_id, 'care_of', address.care_of, 'during', address.during
            )), '[]')
            FROM address
            WHERE address.customer_id = customer.id AND address.kind = 'delivery' AND NOT address.temporary
        ),
        'contact_points', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'id', contact_point.id, 'kind', contact_point.kind, 'value', contact_point.value, 'normalised', contact_point.normalised,
                'preferred', contact_point.preferred, 'valid', contact_point.valid
            )), '[]')
            FROM contact_point
            WHERE contact_point.customer_id = customer.id AND contact_point.contact_person_id IS NULL
        ),
        'types', (
            SELECT coalesce(jsonb_agg(categorised_customer.category_id), '[]')
            FROM categorised_customer
            WHERE categorised_customer.customer_id = customer.id
        ),
        'accounts', (
            SELECT coalesce(jsonb_agg(customer_bank_account.number), '[]')
            FROM customer_bank_account
            WHERE customer_bank_account.customer_id = customer.id AND customer_bank_account.scheme = 'iban'
        )
    ) || CASE WHEN staged_customer_match.owns_otherwise THEN jsonb_build_object(
        'own', (
            SELECT jsonb_object_agg(said.name, coalesce(given_own_value.said, ''))
            FROM staged_customer
            CROSS JOIN LATERAL jsonb_object_keys(staged_customer.own) AS said (name)
            LEFT JOIN given_own_value ON given_own_value.customer_id = customer.id AND given_own_value.name = said.name
            WHERE staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
        )
    ) ELSE '{}' END
FROM staged_customer_match
JOIN customer ON customer.id = staged_customer_match.customer_id
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND NOT staged_customer_match.is_new
  AND (staged_customer_match.says_otherwise OR staged_customer_match.lives_elsewhere OR staged_customer_match.is_reached_otherwise OR staged_customer_match.is_sorted_otherwise
       OR staged_customer_match.owns_otherwise)
