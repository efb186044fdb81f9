-- What became of each copy by the calendar and the rules: whether it was to come, how many were, and by which term they are paid.
-- Takes   handed_over (subscription_id bigint, issue_id bigint, outcome text, copies integer, term_id bigint)
-- Reads   nothing
-- Writes  a work table of the session, work_missing
-- Again   rewrites the same rows
UPDATE work_missing
SET outcome = handed_over.outcome, due_copies = handed_over.copies, term_id = handed_over.term_id
FROM handed_over
WHERE work_missing.subscription_id = handed_over.subscription_id
  AND work_missing.issue_id = handed_over.issue_id
