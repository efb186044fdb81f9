-- The customers: people and organisations, one row each; a record that was merged into another is not told by itself.
-- customer_number     the number of the customer, by which all other views name him
-- kind                person or organisation
-- name                the name as it is written on an envelope
-- given_name          the given name of a person
-- family_name         the family name of a person
-- organisation_name   the name of an organisation
-- language            the language he is written to in, as ISO 639-1
-- country             the country, as ISO 3166-1
-- national_id         the personal number; empty unless the log-in was made with personal numbers
-- company_number      the number of an organisation in its register
-- vat_number          the VAT number
-- invoice_channel     how he gets invoices: paper, email, einvoice or none
-- registered_at       when the record was made
SELECT
    customer.number AS customer_number, customer.kind, customer.name, customer.given_name, customer.family_name,
    customer.organisation_name, customer.language, customer.country,
    CASE WHEN :with_national_ids THEN customer.national_id ELSE '' END AS national_id,
    customer.company_number, customer.vat_number, customer.invoice_channel, customer.created_at AS registered_at
FROM customer
WHERE customer.canonical_id = customer.id
  AND :my_customers
