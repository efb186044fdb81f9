-- The invoices and credit notes as they were posted; they never change.
-- document_number     the number as it is printed
-- company_code        the company that sells
-- kind                invoice or credit_note
-- payer_number        the customer who pays
-- issued_on           the day of the document
-- due_on              the day it is due
-- currency            the currency, as ISO 4217
-- net                 without VAT
-- vat                 the VAT
-- total               what is to be paid, rounded
-- reference           the payment reference
-- credited_number     the invoice that a credit note is about
SELECT
    invoice.document_number, legal_entity.code AS company_code, invoice.kind, payer.number AS payer_number, invoice.issued_on, invoice.due_on,
    invoice.currency, invoice.net, invoice.vat, invoice.total, invoice.reference, credited.document_number AS credited_number
FROM invoice
JOIN legal_entity ON legal_entity.id = invoice.entity_id
JOIN customer AS paying ON paying.id = invoice.payer_id
JOIN customer AS payer ON payer.id = paying.canonical_id
LEFT JOIN invoice AS credited ON credited.id = invoice.credits_id
WHERE invoice.entity_id IN (:my_companies)
