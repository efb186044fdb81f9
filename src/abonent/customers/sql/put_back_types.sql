-- Give changed customers back the types that a batch has taken from them.
-- Reads   imported_row, customer_category
-- Writes  categorised_customer
-- Again   safe: a customer is of a type once
INSERT INTO categorised_customer (customer_id, category_id)
SELECT imported_row.subject_id, customer_category.id
FROM imported_row
CROSS JOIN LATERAL jsonb_array_elements_text(imported_row.before -> 'types') AS former (id)
JOIN customer_category ON customer_category.id = former.id::bigint
WHERE imported_row.batch_id = %(batch)s::bigint
  AND NOT imported_row.is_new
  AND imported_row.kept IS NULL
ON CONFLICT (customer_id, category_id) DO NOTHING
