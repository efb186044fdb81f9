-- Bring what the file says otherwise into the customers it knows; an empty cell leaves what is there, unless it was emptied in a workbook.
-- Reads   staged_customer, staged_customer_match
-- Writes  customer
-- Again   safe: by then nothing is otherwise
UPDATE customer
SET kind = said.kind,
    given_name = said.given_name,
    family_name = said.family_name,
    organisation_name = said.organisation_name,
    language = said.language,
    country = said.country,
    national_id = said.national_id,
    company_number = said.company_number,
    vat_number = said.vat_number,
    invoice_channel = said.invoice_channel,
    payment_terms_days = said.payment_terms_days,
    credit_limit = said.credit_limit,
    einvoice_address = said.einvoice_address,
    branch_id = said.branch_id,
    responsible_id = said.responsible_id,
    version = customer.version + 1
FROM (
    SELECT
        known.id,
        CASE WHEN turned.into_another_kind THEN staged_customer.kind ELSE known.kind END AS kind,
        coalesce(nullif(staged_customer.given_name, ''), CASE WHEN turned.into_another_kind OR 'given_name' = ANY(turned.gone) THEN '' ELSE known.given_name END) AS given_name,
        coalesce(nullif(staged_customer.family_name, ''), CASE WHEN turned.into_another_kind OR 'family_name' = ANY(turned.gone) THEN '' ELSE known.family_name END) AS family_name,
        coalesce(nullif(staged_customer.organisation_name, ''), CASE WHEN turned.into_another_kind THEN '' ELSE known.organisation_name END)
            AS organisation_name,
        coalesce(nullif(staged_customer.language, ''), known.language) AS language,
        coalesce(nullif(staged_customer.country, ''), known.country) AS country,
        coalesce(nullif(staged_customer.national_id, ''), CASE WHEN 'national_id' = ANY(turned.gone) THEN '' ELSE known.national_id END) AS national_id,
        coalesce(nullif(staged_customer.company_number, ''), CASE WHEN 'company_number' = ANY(turned.gone) THEN '' ELSE known.company_number END) AS company_number,
        coalesce(nullif(staged_customer.vat_number, ''), CASE WHEN 'vat_number' = ANY(turned.gone) THEN '' ELSE known.vat_number END) AS vat_number,
        coalesce(nullif(staged_customer.invoice_channel, ''), known.invoice_channel) AS invoice_channel,
        CASE WHEN 'payment_terms_days' = ANY(turned.gone) THEN NULL
             ELSE coalesce(nullif(staged_customer.payment_terms_days, '')::smallint, known.payment_terms_days) END AS payment_terms_days,
        CASE WHEN 'credit_limit' = ANY(turned.gone) THEN NULL
             ELSE coalesce(nullif(staged_customer.credit_limit, '')::integer, known.credit_limit) END AS credit_limit,
        coalesce(nullif(staged_customer.einvoice_address, ''), CASE WHEN 'einvoice_address' = ANY(turned.gone) THEN '' ELSE known.einvoice_address END)
            AS einvoice_address,
        CASE WHEN 'branch' = ANY(turned.gone) THEN NULL ELSE coalesce(staged_customer_match.branch_id, known.branch_id) END AS branch_id,
        CASE WHEN 'responsible' = ANY(turned.gone) THEN NULL ELSE coalesce(staged_customer_match.responsible_id, known.responsible_id) END
            AS responsible_id
    FROM staged_customer_match
    JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
    JOIN customer AS known ON known.id = staged_customer_match.customer_id
    CROSS JOIN LATERAL (
        SELECT staged_customer.kind <> known.kind
            AND staged_customer.given_name || staged_customer.family_name || staged_customer.organisation_name <> '' AS into_another_kind,
            string_to_array(staged_customer.emptied, ' ') AS gone
    ) AS turned
    WHERE staged_customer_match.batch_id = %(batch)s::bigint
      AND staged_customer_match.says_otherwise
) AS said
WHERE customer.id = said.id
  AND (customer.kind, customer.given_name, customer.family_name, customer.organisation_name, customer.language, customer.country,
       customer.national_id, customer.company_number, customer.vat_number, customer.invoice_channel, customer.payment_terms_days,
       customer.credit_limit, customer.einvoice_address, customer.branch_id, customer.responsible_id)
      IS DISTINCT FROM
      (said.kind, said.given_name, said.family_name, said.organisation_name, said.language, said.country,
       said.national_id, said.company_number, said.vat_number, said.invoice_channel, said.payment_terms_days,
       said.credit_limit, said.einvoice_address, said.branch_id, said.responsible_id)
