-- Give customers a way to get invoices, and say which they had before. With `only_from` those alone who have that one now: what was changed
-- since stays.
-- Reads   customer
-- Writes  customer, one row per customer who has another
-- Again   safe: customers who have it already are left alone
WITH former AS (
    SELECT customer.id, customer.invoice_channel
    FROM customer
    WHERE customer.id = ANY(%(customers)s::bigint[])
      AND customer.invoice_channel <> %(value)s::text
      AND customer.invoice_channel = coalesce(%(only_from)s::text, customer.invoice_channel)
    ORDER BY customer.id
    FOR NO KEY UPDATE
),
changed AS (
    UPDATE customer
    SET invoice_channel = %(value)s::text, version = customer.version + 1
    FROM former
    WHERE customer.id = former.id
    RETURNING customer.id, former.invoice_channel AS before
)
SELECT changed.before, array_agg(changed.id ORDER BY changed.id) AS customer_ids
FROM changed
GROUP BY changed.before
ORDER BY changed.before
