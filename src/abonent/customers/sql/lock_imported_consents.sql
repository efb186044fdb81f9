-- Hold the customers of whose consents a batch has brought some, so that nobody notes another while they are taken back.
-- Reads   imported_row, consent, customer
SELECT customer.id
FROM imported_row
JOIN consent ON consent.id = imported_row.subject_id
JOIN customer ON customer.id = consent.customer_id
WHERE imported_row.batch_id = %(batch)s::bigint
ORDER BY customer.id
FOR NO KEY UPDATE OF customer
