-- Hold the contact persons of a batch and their customers, so that nobody edits them or names them while the import is undone.
-- Reads   imported_row, contact_person, customer
SELECT customer.id
FROM imported_row
JOIN contact_person ON contact_person.id = imported_row.subject_id
JOIN customer ON customer.id = contact_person.customer_id
WHERE imported_row.batch_id = %(batch)s::bigint
ORDER BY customer.id, contact_person.id
FOR NO KEY UPDATE OF customer
FOR UPDATE OF contact_person
