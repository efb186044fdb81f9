-- Let customers be of a type no more, and say who was of it.
-- Reads   customer, categorised_customer
-- Writes  categorised_customer, one row per customer who was of the type; customer, their versions
-- Again   safe: customers who are not of the type are left alone
WITH bearer AS (
    SELECT customer.id
    FROM customer
    JOIN categorised_customer
      ON categorised_customer.customer_id = customer.id
     AND categorised_customer.category_id = %(category)s::bigint
    WHERE customer.id = ANY(%(customers)s::bigint[])
    ORDER BY customer.id
    FOR NO KEY UPDATE OF customer
),
taken AS (
    DELETE FROM categorised_customer
    USING bearer
    WHERE categorised_customer.customer_id = bearer.id
      AND categorised_customer.category_id = %(category)s::bigint
    RETURNING categorised_customer.customer_id
)
UPDATE customer
SET version = customer.version + 1
FROM taken
WHERE customer.id = taken.customer_id
RETURNING customer.id
