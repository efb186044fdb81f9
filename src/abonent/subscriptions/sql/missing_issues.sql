-- The subscriptions and issues of which copies did not come.
-- Reads   work_missing, a work table of the session
-- Writes  nothing
-- Feeds   subscriptions/issue_destinations
-- Again   safe: a question
SELECT work_missing.subscription_id, work_missing.issue_id
FROM work_missing
