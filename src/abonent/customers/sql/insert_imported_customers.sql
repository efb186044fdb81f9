-- Register the new customers of a batch under the ids that were taken for them.
-- Reads   staged_customer, staged_customer_match
-- Writes  customer, one row per new row of the file
-- Again   safe: a customer is registered once
INSERT INTO customer (
    id, canonical_id, kind, given_name, family_name, organisation_name, language, country,
    national_id, company_number, vat_number, invoice_channel, payment_terms_days,
    credit_limit, einvoice_address, branch_id, responsible_id
)
SELECT
    staged_customer_match.customer_id, staged_customer_match.customer_id,
    staged_customer.kind, staged_customer.given_name, staged_customer.family_name, staged_customer.organisation_name,
    staged_customer.language_assumed, staged_customer.country_assumed,
    staged_customer.national_id, staged_customer.company_number, staged_customer.vat_number,
    coalesce(nullif(staged_customer.invoice_channel, ''), 'paper'), nullif(staged_customer.payment_terms_days, '')::smallint,
    nullif(staged_customer.credit_limit, '')::integer, staged_customer.einvoice_address, staged_customer_match.branch_id, staged_customer_match.responsible_id
FROM staged_customer_match
JOIN staged_customer ON staged_customer.batch_id = staged_customer_match.batch_id AND staged_customer.line = staged_customer_match.line
WHERE staged_customer_match.batch_id = %(batch)s::bigint
  AND staged_customer_match.is_new
ORDER BY staged_customer_match.line
ON CONFLICT (id) DO NOTHING
