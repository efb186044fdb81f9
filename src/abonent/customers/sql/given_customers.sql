-- What an import may change of some customers, as it is given out in a workbook.
-- Reads   given_customer, given_own_value
SELECT
    given_customer.customer_id AS subject_id, given_customer.*,
    (
        SELECT coalesce(jsonb_object_agg(given_own_value.name, given_own_value.said), '{}')
        FROM given_own_value
        WHERE given_own_value.customer_id = given_customer.customer_id
    ) AS own
FROM given_customer
WHERE given_customer.customer_id = ANY(%(ids)s::bigint[])
