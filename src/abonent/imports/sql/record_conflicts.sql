-- Write down what a workbook and the register both say otherwise since it was given out. What was chosen counts as long as it is the same.
-- Reads   nothing
-- Writes  import_conflict, one row per batch, line and field
-- Takes   handed_over (line integer, field text, before jsonb, mine jsonb, theirs jsonb)
-- Again   safe: a conflict is written down once
INSERT INTO import_conflict (batch_id, line, field, before, mine, theirs, choice)
SELECT %(batch)s::bigint, handed_over.line, handed_over.field, handed_over.before, handed_over.mine, handed_over.theirs, ''
FROM handed_over
ON CONFLICT (batch_id, line, field) DO UPDATE
SET before = excluded.before, mine = excluded.mine, theirs = excluded.theirs, choice = '', chosen_by_id = NULL
WHERE (import_conflict.before, import_conflict.mine, import_conflict.theirs) IS DISTINCT FROM (excluded.before, excluded.mine, excluded.theirs)
