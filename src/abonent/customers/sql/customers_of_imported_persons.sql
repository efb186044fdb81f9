-- The customers of whose contact persons a batch has brought or changed some, where they are still there.
-- Reads   imported_row, customer
-- Feeds   customers/refresh_search
SELECT DISTINCT customer.canonical_id AS customer_id
FROM imported_row
JOIN customer ON customer.id = (imported_row.before ->> 'customer_id')::bigint
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
