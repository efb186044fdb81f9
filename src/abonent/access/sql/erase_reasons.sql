-- Take away the words in which people gave the reasons of edits.
-- Reads   nothing else
-- Writes  pghistory_context.metadata
-- Takes   handed_over (context_id uuid)
-- Again   safe: a reason is taken once
UPDATE pghistory_context
SET metadata = pghistory_context.metadata - 'reason'
FROM handed_over
WHERE pghistory_context.id = handed_over.context_id
  AND pghistory_context.metadata ? 'reason'
