-- The rows of a batch whose customers are known, each with what the register says of him.
-- Reads   staged_customer, customer_key, customer, given_customer, given_own_value
SELECT
    staged_customer.line, given_customer.kind, given_customer.given_name, given_customer.family_name, given_customer.organisation_name,
    given_customer.care_of, given_customer.street, given_customer.number, given_customer.staircase, given_customer.flat,
    given_customer.postal_code, given_customer.town, given_customer.country, given_customer.mobile, given_customer.phone,
    given_customer.email, given_customer.web, given_customer.language, given_customer.national_id, given_customer.company_number,
    given_customer.vat_number, given_customer.invoice_channel, given_customer.einvoice_address, given_customer.payment_terms_days,
    given_customer.credit_limit,
    given_customer.types, given_customer.branch, given_customer.responsible, given_customer.iban,
    (
        SELECT coalesce(jsonb_object_agg(given_own_value.name, given_own_value.said), '{}')
        FROM given_own_value
        WHERE given_own_value.customer_id = given_customer.customer_id
    ) AS own
FROM staged_customer
JOIN customer_key ON customer_key.source = %(key_source)s::text AND customer_key.key = staged_customer.key
JOIN customer AS record ON record.id = customer_key.customer_id
JOIN given_customer ON given_customer.customer_id = record.canonical_id
WHERE staged_customer.batch_id = %(batch)s::bigint
  AND (%(lines)s::integer[] IS NULL OR staged_customer.line = ANY(%(lines)s::integer[]))
