-- Give customers a branch, or none, and say which they had before; the empty text stands for none. With `only_from` those
-- alone who have that one now: what was changed since stays.
-- Reads   customer
-- Writes  customer, one row per customer who has another
-- Again   safe: customers who have it already are left alone
WITH former AS (
    SELECT customer.id, coalesce(customer.branch_id::text, '') AS before
    FROM customer
    WHERE customer.id = ANY(%(customers)s::bigint[])
      AND coalesce(customer.branch_id::text, '') <> %(value)s::text
      AND coalesce(customer.branch_id::text, '') = coalesce(%(only_from)s::text, customer.branch_id::text, '')
    ORDER BY customer.id
    FOR NO KEY UPDATE
),
changed AS (
    UPDATE customer
    SET branch_id = nullif(%(value)s::text, '')::bigint, version = customer.version + 1
    FROM former
    WHERE customer.id = former.id
    RETURNING customer.id, former.before
)
SELECT changed.before, array_agg(changed.id ORDER BY changed.id) AS customer_ids
FROM changed
GROUP BY changed.before
ORDER BY changed.before
