-- What is open: invoices and other claims that are not settled in full; below zero what the customer has to his credit.
-- company_code        the company to which it is owed
-- customer_number     who owes it
-- document_number     the document he knows it by
-- opened_on           the day it arose
-- due_on              the day it is due, as agreed with the customer; paid in instalments, that of the first one still open
-- currency            the currency, as ISO 4217
-- amount              what it was
-- open_amount         what is left of it
SELECT
    legal_entity.code AS company_code, customer.number AS customer_number, receivable.document_number, receivable.opened_on,
    coalesce((SELECT min(open_part.due_on) FROM open_part WHERE open_part.receivable_id = receivable.id), receivable.due_on) AS due_on,
    receivable.currency, receivable.amount, open_receivable.open_amount
FROM open_receivable
JOIN receivable ON receivable.id = open_receivable.receivable_id
JOIN legal_entity ON legal_entity.id = receivable.entity_id
JOIN customer AS record ON record.id = receivable.customer_id
JOIN customer ON customer.id = record.canonical_id
WHERE receivable.entity_id IN (:my_companies)
