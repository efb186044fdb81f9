-- What people still owe, and what of their money is on account.
-- Reads   open_receivable, receivable, open_payment, payment
-- Writes  nothing
-- Again   safe: a question
SELECT receivable.customer_id, receivable.id AS row_id
FROM receivable
JOIN open_receivable ON open_receivable.receivable_id = receivable.id
WHERE receivable.customer_id = ANY(%(people)s::bigint[])
UNION ALL
SELECT payment.customer_id, -payment.id
FROM payment
JOIN open_payment ON open_payment.payment_id = payment.id
WHERE payment.customer_id = ANY(%(people)s::bigint[])
