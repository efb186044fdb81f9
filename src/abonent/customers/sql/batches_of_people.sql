-- The finished imports from the systems that know people by a key.
-- Reads   external_key, import_batch
-- Writes  nothing
-- Feeds   imports/erase_samples
-- Again   safe: a question
SELECT import_batch.id AS batch_id
FROM import_batch
WHERE import_batch.state = 'committed'
  AND import_batch.source IN (
      SELECT external_key.source
      FROM external_key
      WHERE external_key.customer_id = ANY(%(people)s::bigint[])
  )
