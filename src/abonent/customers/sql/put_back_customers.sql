-- Put the customers that a batch has changed back to what they said before.
-- Reads   imported_row
-- Writes  customer
-- Again   safe: by then they say it
UPDATE customer
SET kind = former.kind,
    given_name = former.given_name,
    family_name = former.family_name,
    organisation_name = former.organisation_name,
    language = former.language,
    country = former.country,
    national_id = former.national_id,
    company_number = former.company_number,
    vat_number = former.vat_number,
    invoice_channel = former.invoice_channel,
    payment_terms_days = former.payment_terms_days,
    credit_limit = former.credit_limit,
    einvoice_address = former.einvoice_address,
    branch_id = former.branch_id,
    responsible_id = former.responsible_id,
    version = customer.version + 1
FROM imported_row
CROSS JOIN LATERAL jsonb_to_record(imported_row.before -> 'customer') AS former (
    kind text, given_name text, family_name text, organisation_name text, language text, country text,
    national_id text, company_number text, vat_number text, invoice_channel text, payment_terms_days smallint,
    credit_limit integer, einvoice_address text, branch_id bigint, responsible_id bigint
)
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
  AND customer.id = imported_row.subject_id
  AND (customer.kind, customer.given_name, customer.family_name, customer.organisation_name, customer.language, customer.country,
       customer.national_id, customer.company_number, customer.vat_number, customer.invoice_channel, customer.payment_terms_days,
       customer.credit_limit, customer.einvoice_address, customer.branch_id, customer.responsible_id)
      IS DISTINCT FROM
      (former.kind, former.given_name, former.family_name, former.organisation_name, former.language, former.country,
       former.national_id, former.company_number, former.vat_number, former.invoice_channel, former.payment_terms_days,
       former.credit_limit, former.einvoice_address, former.branch_id, former.responsible_id)
