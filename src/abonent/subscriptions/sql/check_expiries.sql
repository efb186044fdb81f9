-- Subscriptions listed as running out on another day than their terms say. This is the recomputing statement of subscription_expiry.
-- Reads   subscription, term, subscription_expiry
-- Writes  nothing
-- Again   safe
WITH latest AS (
    SELECT DISTINCT ON (term.subscription_id)
        term.subscription_id, term.id, term.ordinal, max(upper(term.during)) OVER (PARTITION BY term.subscription_id) AS expires_on
    FROM term
    ORDER BY term.subscription_id, term.ordinal DESC
)
SELECT
    subscription.number, subscription_expiry.expires_on AS listed, subscription_expiry.term_ordinal AS listed_ordinal,
    coalesce(latest.expires_on, subscription.started_on) AS computed, coalesce(latest.ordinal, 0) AS ordinal
FROM subscription
LEFT JOIN latest ON latest.subscription_id = subscription.id
LEFT JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
WHERE (subscription_expiry.expires_on, subscription_expiry.term_ordinal, subscription_expiry.latest_term_id)
      IS DISTINCT FROM (coalesce(latest.expires_on, subscription.started_on), coalesce(latest.ordinal, 0), latest.id)
ORDER BY subscription.number
LIMIT 100
