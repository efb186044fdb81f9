-- The subscriptions of a chunk whose new terms meet a pause: their terms are brought in line at once.
-- Reads   work_made, a work table of the session; pause
-- Writes  nothing
-- Again   safe: a question
SELECT DISTINCT work_made.subscription_id
FROM work_made
JOIN pause ON pause.subscription_id = work_made.subscription_id
WHERE pause.withdrawn_at IS NULL
  AND pause.during && work_made.sold_during
ORDER BY work_made.subscription_id
