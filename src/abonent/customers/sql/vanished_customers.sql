-- The customers whose keys a source had before and the rows of a batch, which are all it has now, have not.
-- Reads   external_key, staged_customer
-- Feeds   imports/note_vanished_rows, imports/forget_returned_rows
SELECT external_key.customer_id AS subject_id, external_key.key
FROM external_key
WHERE external_key.source = %(key_source)s::text
  AND NOT EXISTS (
      SELECT 1
      FROM staged_customer
      WHERE staged_customer.batch_id = %(batch)s::bigint
        AND staged_customer.key = external_key.key
  )
