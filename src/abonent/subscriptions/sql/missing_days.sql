-- The days whose issues did not come, and the days before them: what is ahead on one and not on the other is what an issue is worth.
-- Reads   work_missing, a work table of the session; issue
-- Writes  nothing
-- Again   safe: a question
SELECT DISTINCT issue.published_on - beside.days AS day
FROM work_missing
JOIN issue ON issue.id = work_missing.issue_id
CROSS JOIN (VALUES (0), (1)) AS beside (days)
ORDER BY day
