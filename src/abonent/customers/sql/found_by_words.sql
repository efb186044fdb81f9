-- The customers in whose text all the words stand, in any order: trigram index, no order over the whole, a few.
-- Of those whom the viewer sees.
-- Reads   customer_search, reached_customer
SELECT customer_search.customer_id
FROM customer_search
WHERE customer_search.body LIKE %(word_1)s::text
  AND customer_search.body LIKE %(word_2)s::text
  AND customer_search.body LIKE %(word_3)s::text
  AND customer_search.body LIKE %(word_4)s::text
  AND customer_search.body LIKE %(word_5)s::text
  AND (%(everybody)s::boolean OR customer_search.customer_id IN (
      SELECT reached_customer.customer_id FROM reached_customer WHERE reached_customer.staff_user_id = %(viewer)s::bigint
  ))
LIMIT %(limit)s::int
