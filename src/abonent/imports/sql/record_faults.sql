-- Write down what a check of the kind finds wrong with the rows of a batch.
-- Reads   nothing
-- Writes  import_fault, one row per batch, line, field and code
-- Takes   handed_over (line integer, field text, code text, parameters jsonb)
-- Again   safe: a fault is written down once
INSERT INTO import_fault (batch_id, line, field, code, parameters)
SELECT %(batch)s::bigint, handed_over.line, handed_over.field, handed_over.code, handed_over.parameters
FROM handed_over
ON CONFLICT (batch_id, line, field, code) DO NOTHING
