-- Say where the subscriptions of a chunk end now: at the end of the latest term it made.
-- Reads   renewal_plan, term
-- Writes  subscription_expiry
-- Again   safe: one that is there already is left alone
WITH latest AS (
    SELECT DISTINCT ON (term.subscription_id) term.subscription_id, term.id, term.ordinal, upper(term.during) AS expires_on
    FROM renewal_plan
    JOIN term ON term.id = renewal_plan.term_id
    WHERE renewal_plan.run_id = %(run)s::bigint
      AND renewal_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint + 60
      AND renewal_plan.ordinal - renewal_plan.step + 1 BETWEEN %(first)s::bigint AND %(latest)s::bigint
    ORDER BY term.subscription_id, term.ordinal DESC
)
UPDATE subscription_expiry
SET latest_term_id = latest.id, term_ordinal = latest.ordinal, expires_on = latest.expires_on
FROM latest
WHERE subscription_expiry.subscription_id = latest.subscription_id
  AND subscription_expiry.term_ordinal < latest.ordinal
