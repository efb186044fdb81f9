-- Customers who may have paid: number, name, and the accounts that the payments of the viewer's companies came from, the latest ten payments.
-- Reads   customer, payment, bank_line, staff_entity
-- Writes  nothing
-- Again   safe: a question
SELECT customer.id, customer.number, customer.name,
       ARRAY(
           SELECT latest.counterpart_account
           FROM (
               SELECT bank_line.counterpart_account
               FROM customer AS merged
               JOIN payment ON payment.customer_id = merged.id
               JOIN bank_line ON bank_line.id = payment.bank_line_id
               WHERE merged.canonical_id = customer.id
                 AND payment.entity_id IN (
                     SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
                 )
               ORDER BY payment.id DESC
               LIMIT 10
           ) AS latest
           WHERE latest.counterpart_account <> ''
       ) AS accounts
FROM customer
WHERE customer.id = ANY(%(customers)s::bigint[])
