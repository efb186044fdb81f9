-- Take the terms that move off their days, so that none meets another while they change places.
-- Reads   work_moved, a work table of the session
-- Writes  term.during
-- Again   safe: one that is off its days stays off
UPDATE term
SET during = 'empty'
FROM work_moved
WHERE term.id = work_moved.term_id
  AND work_moved.during_after <> work_moved.during_before
  AND term.during <> 'empty'
