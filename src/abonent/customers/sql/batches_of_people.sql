-- The finished imports from the systems that know people by a key, and those that changed what is known of them.
-- Reads   external_key, import_batch, imported_row
-- Writes  nothing
-- Feeds   imports/erase_samples
-- Again   safe: a question
SELECT import_batch.id AS batch_id
FROM import_batch
WHERE import_batch.state = 'committed'
  AND (
      import_batch.source IN (
          SELECT external_key.source
          FROM external_key
          WHERE external_key.customer_id = ANY(%(people)s::bigint[])
      )
      OR import_batch.kind <> 'customers' AND import_batch.id IN (
          SELECT imported_row.batch_id
          FROM imported_row
          WHERE (imported_row.before ->> 'customer_id')::bigint = ANY(%(people)s::bigint[])
      )
  )
