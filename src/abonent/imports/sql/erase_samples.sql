-- Take the rows shown as a sample out of the batches that people came in by.
-- Reads   nothing else
-- Writes  import_batch.layout
-- Takes   handed_over (batch_id bigint)
-- Again   safe: a sample is taken once
UPDATE import_batch
SET layout = import_batch.layout || '{"sample": []}'
FROM handed_over
WHERE import_batch.id = handed_over.batch_id
  AND import_batch.layout -> 'sample' <> '[]'
