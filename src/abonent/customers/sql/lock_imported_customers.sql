-- Hold the customers of a batch, so that nobody edits them or links to them while the import is undone.
-- Reads   customer, imported_row
SELECT customer.id
FROM imported_row
JOIN customer ON customer.id = imported_row.subject_id
WHERE imported_row.batch_id = %(batch)s::bigint
ORDER BY customer.id
FOR UPDATE OF customer
