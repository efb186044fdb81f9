-- Take from customers the types that a batch has given them: all of a new one, of a changed one those it was not of before.
-- Reads   imported_row
-- Writes  categorised_customer
-- Again   safe: by then there are none
DELETE FROM categorised_customer
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
  AND categorised_customer.customer_id = imported_row.subject_id
  AND (imported_row.is_new OR NOT imported_row.before -> 'types' @> to_jsonb(categorised_customer.category_id))
