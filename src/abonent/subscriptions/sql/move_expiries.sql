-- Say where the subscriptions of a chunk end now: at the end of the latest term it made.
-- Reads   work_made, a work table of the session
-- Writes  subscription_expiry
-- Again   safe: one that is there already is left alone
WITH latest AS (
    SELECT DISTINCT ON (work_made.subscription_id)
        work_made.subscription_id, work_made.term_id, work_made.term_ordinal, upper(work_made.sold_during) AS expires_on
    FROM work_made
    ORDER BY work_made.subscription_id, work_made.term_ordinal DESC
)
UPDATE subscription_expiry
SET latest_term_id = latest.term_id, term_ordinal = latest.term_ordinal, expires_on = latest.expires_on
FROM latest
WHERE subscription_expiry.subscription_id = latest.subscription_id
  AND subscription_expiry.term_ordinal < latest.term_ordinal
