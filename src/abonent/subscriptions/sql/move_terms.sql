-- Put the terms that move on their days.
-- Reads   work_moved, a work table of the session
-- Writes  term.during
-- Again   safe: a term that is there stays
UPDATE term
SET during = work_moved.during_after
FROM work_moved
WHERE term.id = work_moved.term_id
  AND term.during <> work_moved.during_after
