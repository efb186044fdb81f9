-- The customers in whose text all the words stand, in any order: trigram index, no order over the whole, a few.
-- Reads   customer_search
SELECT customer_search.customer_id
FROM customer_search
WHERE customer_search.body LIKE %(word_1)s::text
  AND customer_search.body LIKE %(word_2)s::text
  AND customer_search.body LIKE %(word_3)s::text
  AND customer_search.body LIKE %(word_4)s::text
  AND customer_search.body LIKE %(word_5)s::text
LIMIT %(limit)s::int
