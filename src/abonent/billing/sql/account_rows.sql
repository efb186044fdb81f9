-- What happened on the accounts of customers with a company until a day, oldest first, with the running balance of each account: documents,
-- payments, what was given back. Nobody's documents are told to whom the company is closed.
-- Reads   customer, receivable, payment, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH happened AS (
    SELECT customer.canonical_id AS customer_id, receivable.currency, receivable.opened_on AS happened_on, 1 AS turn, receivable.id,
           receivable.source_kind AS kind, receivable.document_number AS text, receivable.amount
    FROM customer
    JOIN receivable ON receivable.customer_id = customer.id AND receivable.entity_id = %(entity)s::bigint
    WHERE customer.canonical_id = ANY(%(customers)s::bigint[])
      AND receivable.opened_on <= %(as_of)s::date
    UNION ALL
    SELECT customer.canonical_id, payment.currency, payment.received_on, 2, payment.id, 'payment', '', -payment.amount
    FROM customer
    JOIN payment ON payment.customer_id = customer.id AND payment.entity_id = %(entity)s::bigint
    WHERE customer.canonical_id = ANY(%(customers)s::bigint[])
      AND payment.received_on <= %(as_of)s::date
)
SELECT happened.customer_id, happened.currency, happened.happened_on, happened.kind, happened.text, happened.amount,
       sum(happened.amount) OVER (
           PARTITION BY happened.customer_id, happened.currency ORDER BY happened.happened_on, happened.turn, happened.id
       ) AS balance
FROM happened
WHERE %(viewer)s::bigint IS NULL
   OR %(entity)s::bigint IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
ORDER BY happened.customer_id, happened.currency, happened.happened_on, happened.turn, happened.id
