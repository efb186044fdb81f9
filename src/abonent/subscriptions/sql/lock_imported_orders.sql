-- Hold where the subscriptions of a batch end, so that nobody changes them while the import is undone.
-- Reads   imported_row, subscription_expiry
SELECT subscription_expiry.subscription_id
FROM imported_row
JOIN subscription_expiry ON subscription_expiry.subscription_id = imported_row.subject_id
WHERE imported_row.batch_id = %(batch)s::bigint
ORDER BY subscription_expiry.subscription_id
FOR UPDATE OF subscription_expiry
