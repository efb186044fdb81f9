-- The customers who would get a renewal notice, to be asked how they may be contacted.
-- Reads   work_notice, a work table of the session
-- Writes  nothing
-- Feeds   customers/contactable
SELECT DISTINCT work_notice.customer_id
FROM work_notice
WHERE work_notice.finding IN ('', 'late')
