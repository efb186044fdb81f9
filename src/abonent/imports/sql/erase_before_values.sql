-- Forget what people, and what is known of them, were before an import changed them; what it brought of them can then no longer be undone.
-- Reads   import_batch: rows of other kinds are no customers, and say whose they are
-- Writes  imported_row
-- Again   safe: finds nothing the second time
DELETE FROM imported_row
USING import_batch
WHERE import_batch.id = imported_row.batch_id
  AND CASE import_batch.kind WHEN 'customers' THEN imported_row.subject_id ELSE (imported_row.before ->> 'customer_id')::bigint END
      = ANY(%(people)s::bigint[])
