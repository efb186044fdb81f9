-- What an import may change of some customers, as it is given out in a workbook.
-- Reads   given_customer
SELECT given_customer.customer_id AS subject_id, given_customer.*
FROM given_customer
WHERE given_customer.customer_id = ANY(%(ids)s::bigint[])
