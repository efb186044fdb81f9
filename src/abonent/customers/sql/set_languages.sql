-- Give customers a language, and say which they had before. With `only_from` those alone who have that one now: what was changed
-- since stays.
-- Reads   customer
-- Writes  customer, one row per customer who has another
-- Again   safe: customers who have it already are left alone
WITH former AS (
    SELECT customer.id, customer.language
    FROM customer
    WHERE customer.id = ANY(%(customers)s::bigint[])
      AND customer.language <> %(value)s::text
      AND customer.language = coalesce(%(only_from)s::text, customer.language)
    ORDER BY customer.id
    FOR NO KEY UPDATE
),
changed AS (
    UPDATE customer
    SET language = %(value)s::text, version = customer.version + 1
    FROM former
    WHERE customer.id = former.id
    RETURNING customer.id, former.language AS before
)
SELECT changed.before, array_agg(changed.id ORDER BY changed.id) AS customer_ids
FROM changed
GROUP BY changed.before
ORDER BY changed.before
