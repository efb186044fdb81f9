-- Let a cancelled subscription end where its latest term ends now.
-- Reads   work_moved, a work table of the session
-- Writes  cancellation.from_on
-- Again   safe: one that is there already is left alone
UPDATE cancellation
SET from_on = upper(work_moved.during_after)
FROM work_moved
WHERE cancellation.subscription_id = work_moved.subscription_id
  AND cancellation.withdrawn_at IS NULL
  AND work_moved.is_latest
  AND cancellation.from_on = upper(work_moved.during_before)
  AND cancellation.from_on <> upper(work_moved.during_after)
