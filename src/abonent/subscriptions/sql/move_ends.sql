-- Say where the subscriptions end whose latest term moved.
-- Reads   work_moved, a work table of the session
-- Writes  subscription_expiry
-- Again   safe: one that is there already is left alone
UPDATE subscription_expiry
SET expires_on = upper(work_moved.during_after)
FROM work_moved
WHERE subscription_expiry.subscription_id = work_moved.subscription_id
  AND work_moved.is_latest
  AND subscription_expiry.expires_on <> upper(work_moved.during_after)
