-- Say where a subscription ends now: where the latest of its terms that has days ends; on its first day if none has.
-- Reads   subscription, term
-- Writes  subscription_expiry
-- Again   safe: one that is there already is left alone
WITH computed AS (
    SELECT
        subscription.id AS subscription_id, coalesce(max(upper(term.during)), subscription.started_on) AS expires_on,
        coalesce(max(term.ordinal), 0) AS term_ordinal, (array_agg(term.id ORDER BY term.ordinal DESC))[1] AS latest_term_id
    FROM subscription
    LEFT JOIN term ON term.subscription_id = subscription.id
    WHERE subscription.id = %(subscription)s::bigint
    GROUP BY subscription.id
)
UPDATE subscription_expiry
SET expires_on = computed.expires_on, term_ordinal = computed.term_ordinal, latest_term_id = computed.latest_term_id
FROM computed
WHERE subscription_expiry.subscription_id = computed.subscription_id
  AND (subscription_expiry.expires_on, subscription_expiry.term_ordinal, subscription_expiry.latest_term_id)
      IS DISTINCT FROM (computed.expires_on, computed.term_ordinal, computed.latest_term_id)
