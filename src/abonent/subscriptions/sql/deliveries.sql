-- The days on which something of these subscriptions comes out: within a term that is sold, or after it while it goes on.
-- Reads   subscription, subscription_expiry, cancellation, term, product_component, issue
-- Writes  nothing
SELECT DISTINCT subscription.id AS subscription_id, issue.published_on
FROM subscription
JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
JOIN product_component ON product_component.product_id = subscription.product_id
JOIN issue
  ON issue.edition_id = product_component.edition_id
 AND issue.published_on >= greatest(%(first)s::date, subscription.started_on)
 AND issue.published_on < %(until)s::date
LEFT JOIN cancellation ON cancellation.subscription_id = subscription.id AND cancellation.withdrawn_at IS NULL
LEFT JOIN term ON term.subscription_id = subscription.id AND term.during @> issue.published_on
WHERE subscription.id = ANY(%(subscriptions)s::bigint[])
  AND (1 << (extract(isodow FROM issue.published_on)::integer - 1))
      & coalesce(term.weekdays, subscription.weekdays) & coalesce(product_component.weekdays, 127) <> 0
  AND (term.id IS NOT NULL OR (cancellation.id IS NULL AND issue.published_on >= subscription_expiry.expires_on))
ORDER BY subscription.id, issue.published_on
