-- Count the months of further terms from where a prolonged term ends.
-- Reads   work_moved, a work table of the session
-- Writes  subscription.anchor_on
-- Again   safe: one that is there already is left alone
UPDATE subscription
SET anchor_on = work_moved.anchor_on
FROM work_moved
WHERE subscription.id = work_moved.subscription_id
  AND work_moved.is_latest
  AND subscription.anchor_on <> work_moved.anchor_on
