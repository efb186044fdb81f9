-- Take away the addresses that a batch has given: all of a new customer, of a changed one those that were not there before.
-- Reads   imported_row
-- Writes  address
-- Again   safe: by then there are none
DELETE FROM address
USING imported_row
WHERE imported_row.batch_id = %(batch)s::bigint
  AND imported_row.kept IS NULL
  AND address.customer_id = imported_row.subject_id
  AND address.kind = 'delivery'
  AND NOT address.temporary
  AND (imported_row.is_new OR NOT EXISTS (
      SELECT 1
      FROM jsonb_to_recordset(imported_row.before -> 'addresses') AS former (id bigint)
      WHERE former.id = address.id
  ))
