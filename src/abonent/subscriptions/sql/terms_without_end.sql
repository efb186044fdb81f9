-- How many terms cannot be made longer because the issues are not made yet.
-- Reads   work_moved, a work table of the session
-- Writes  nothing
SELECT count(*) AS terms
FROM work_moved
WHERE upper_inf(work_moved.during_after) OR work_moved.during_after IS NULL
