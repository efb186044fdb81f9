-- Copies of one issue that did not come to one subscription.
-- Reads   nothing
-- Writes  nothing
-- Feeds   subscriptions/take_missing
-- Again   safe: a question
SELECT %(subscription)s::bigint AS subscription_id, %(issue)s::bigint AS issue_id, %(copies)s::integer AS copies
