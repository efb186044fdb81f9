-- The payments, as they were booked; below zero what was paid back or returned by the bank.
-- payment_id          the key of the payment
-- company_code        the company that was paid
-- customer_number     who paid
-- received_on         the day the money came
-- currency            the currency, as ISO 4217
-- amount              the amount
-- method              how it came: bank, cash, card ...
-- unallocated         what of it is not matched with any document
SELECT
    payment.id AS payment_id, legal_entity.code AS company_code, customer.number AS customer_number, payment.received_on, payment.currency,
    payment.amount, payment.method, coalesce(open_payment.open_amount, 0) AS unallocated
FROM payment
LEFT JOIN open_payment ON open_payment.payment_id = payment.id
JOIN legal_entity ON legal_entity.id = payment.entity_id
JOIN customer AS record ON record.id = payment.customer_id
JOIN customer ON customer.id = record.canonical_id
WHERE payment.entity_id IN (:my_companies)
