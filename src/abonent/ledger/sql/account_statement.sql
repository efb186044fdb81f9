-- What happened on a customer's account, oldest first, with the running balance: documents, payments, what was given back.
-- Reads   customer, receivable, payment, staff_entity
-- Writes  nothing
-- Again   safe
WITH person AS (
    SELECT customer.id
    FROM customer
    WHERE customer.canonical_id = (SELECT asked.canonical_id FROM customer AS asked WHERE asked.id = %(customer)s::bigint)
), happened AS (
    SELECT receivable.opened_on AS happened_on, 1 AS turn, receivable.id, receivable.source_kind AS kind, receivable.document_number AS text,
           receivable.entity_id, receivable.currency, receivable.amount
    FROM person
    JOIN receivable ON receivable.customer_id = person.id
    UNION ALL
    SELECT payment.received_on, 2, payment.id, 'payment', payment.remark, payment.entity_id, payment.currency, -payment.amount
    FROM person
    JOIN payment ON payment.customer_id = person.id
)
SELECT happened.happened_on, happened.kind, happened.id, happened.text, happened.entity_id, happened.currency, happened.amount,
       sum(happened.amount) OVER (
           PARTITION BY happened.entity_id, happened.currency ORDER BY happened.happened_on, happened.turn, happened.id
       ) AS balance
FROM happened
WHERE happened.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
ORDER BY happened.entity_id, happened.currency, happened.happened_on, happened.turn, happened.id
