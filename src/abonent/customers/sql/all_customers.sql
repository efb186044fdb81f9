-- Every customer, to have all search rows recomputed.
-- Reads   customer
-- Feeds   customers/refresh_search
SELECT customer.id AS customer_id
FROM customer
