-- Let customers be of a type, and say who was not of it before.
-- Reads   customer, categorised_customer
-- Writes  categorised_customer, one row per customer who was not of the type; customer, their versions
-- Again   safe: customers who are of the type already are left alone
WITH lacking AS (
    SELECT customer.id
    FROM customer
    WHERE customer.id = ANY(%(customers)s::bigint[])
      AND NOT EXISTS (
          SELECT FROM categorised_customer
          WHERE categorised_customer.customer_id = customer.id
            AND categorised_customer.category_id = %(category)s::bigint
      )
    ORDER BY customer.id
    FOR NO KEY UPDATE
),
given AS (
    INSERT INTO categorised_customer (customer_id, category_id)
    SELECT lacking.id, %(category)s::bigint
    FROM lacking
    ON CONFLICT (customer_id, category_id) DO NOTHING
    RETURNING categorised_customer.customer_id
)
UPDATE customer
SET version = customer.version + 1
FROM given
WHERE customer.id = given.customer_id
RETURNING customer.id
