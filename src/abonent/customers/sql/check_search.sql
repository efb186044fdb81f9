-- Customers without a search row, or whose row has another name; none is the good answer.
-- Reads   customer, customer_search
SELECT customer.number
FROM customer
LEFT JOIN customer_search ON customer_search.customer_id = customer.id
WHERE customer.canonical_id = customer.id
  AND customer_search.given_first IS DISTINCT FROM translate(fold_text(CASE customer.kind
        WHEN 'organisation' THEN customer.organisation_name
        ELSE customer.given_name || ' ' || customer.family_name END), '-', ' ')
