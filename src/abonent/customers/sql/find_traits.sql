-- Note the traits of all customers: names folded, numbers, telephones, e-mail, places.
-- Reads   customer_traits
-- Writes  a work table of the session, work_traits
-- Again   rewrites the same rows
INSERT INTO work_traits
SELECT customer_traits.*
FROM customer_traits
