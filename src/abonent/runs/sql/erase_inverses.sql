-- End the undoing of acts, of bulk acts too, that would bring back what is erased.
-- Reads   nothing else
-- Writes  act.inverse
-- Takes   handed_over (subject_kind text, subject_id bigint)
-- Again   safe: an inverse is taken once
UPDATE act
SET inverse = NULL
FROM handed_over
WHERE act.subject_kind = handed_over.subject_kind
  AND act.subject_ids @> jsonb_build_array(handed_over.subject_id)
  AND act.inverse IS NOT NULL
