-- Merged customers who lead to one that was merged as well; none is the good answer.
-- Reads   customer
SELECT customer.number, canonical.number AS canonical
FROM customer
JOIN customer AS canonical ON canonical.id = customer.canonical_id
WHERE canonical.canonical_id <> canonical.id
