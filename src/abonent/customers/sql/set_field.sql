-- Give customers one thing of those that are changed for many at once - language, way to get invoices, responsible colleague, unit,
-- branch - and say what they had before; the empty text stands for none. With `only_from` those alone who have that one now: what was
-- changed since stays.
-- Reads   customer
-- Writes  customer, one row per customer who has another
-- Again   safe: customers who have it already are left alone
WITH former AS (
    SELECT customer.id, said.value AS before
    FROM customer
    CROSS JOIN LATERAL (
        SELECT coalesce(CASE %(field)s::text
            WHEN 'language' THEN customer.language
            WHEN 'invoice_channel' THEN customer.invoice_channel
            WHEN 'responsible_id' THEN customer.responsible_id::text
            WHEN 'unit_id' THEN customer.unit_id::text
            WHEN 'branch_id' THEN customer.branch_id::text
        END, '') AS value
    ) AS said
    WHERE customer.id = ANY(%(customers)s::bigint[])
      AND said.value <> %(value)s::text
      AND said.value = coalesce(%(only_from)s::text, said.value)
    ORDER BY customer.id
    FOR NO KEY UPDATE OF customer
),
changed AS (
    UPDATE customer
    SET
        language = CASE %(field)s::text WHEN 'language' THEN %(value)s::text ELSE customer.language END,
        invoice_channel = CASE %(field)s::text WHEN 'invoice_channel' THEN %(value)s::text ELSE customer.invoice_channel END,
        responsible_id = CASE %(field)s::text WHEN 'responsible_id' THEN nullif(%(value)s::text, '')::bigint ELSE customer.responsible_id END,
        unit_id = CASE %(field)s::text WHEN 'unit_id' THEN nullif(%(value)s::text, '')::bigint ELSE customer.unit_id END,
        branch_id = CASE %(field)s::text WHEN 'branch_id' THEN nullif(%(value)s::text, '')::bigint ELSE customer.branch_id END,
        version = customer.version + 1
    FROM former
    WHERE customer.id = former.id
    RETURNING customer.id, former.before
)
SELECT changed.before, array_agg(changed.id ORDER BY changed.id) AS customer_ids
FROM changed
GROUP BY changed.before
ORDER BY changed.before
