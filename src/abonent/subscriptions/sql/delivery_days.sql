-- The days from the first until before another on which a paper comes: within a term, and after what is sold while it goes on.
-- On a paused day none comes; the digital edition may.
-- Reads   subscription, subscription_expiry, cancellation, pause, term, product_component, edition, issue, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH visible AS (
    SELECT subscription.id, subscription.product_id, subscription.weekdays, subscription_expiry.expires_on
    FROM subscription
    JOIN subscription_expiry ON subscription_expiry.subscription_id = subscription.id
    WHERE subscription.id = ANY(%(subscriptions)s::bigint[])
      AND subscription.entity_id IN (
          SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
      )
), stretch AS (
    SELECT visible.id AS subscription_id, term.product_id, term.weekdays, term.during
    FROM visible
    JOIN term ON term.subscription_id = visible.id
    WHERE term.during && daterange(%(first)s::date, %(until)s::date)
    UNION ALL
    -- The next term is not made yet, but nobody has cancelled; one whose terms ran out before today waits for somebody.
    SELECT visible.id, visible.product_id, visible.weekdays, daterange(visible.expires_on, NULL)
    FROM visible
    WHERE (visible.expires_on > %(today)s::date OR EXISTS (
          SELECT FROM pause
          WHERE pause.subscription_id = visible.id AND pause.withdrawn_at IS NULL AND upper_inf(pause.during)
            AND lower(pause.during) <= visible.expires_on
      ))
      AND NOT EXISTS (
          SELECT FROM cancellation WHERE cancellation.subscription_id = visible.id AND cancellation.withdrawn_at IS NULL
      )
)
SELECT stretch.subscription_id, issue.published_on, bool_and(pause.id IS NOT NULL) AS is_paused
FROM stretch
JOIN product_component ON product_component.product_id = stretch.product_id
JOIN edition ON edition.id = product_component.edition_id
JOIN issue
  ON issue.edition_id = product_component.edition_id
 AND issue.published_on >= %(first)s::date
 AND issue.published_on < %(until)s::date
 AND stretch.during @> issue.published_on
LEFT JOIN pause
  ON pause.subscription_id = stretch.subscription_id
 AND pause.withdrawn_at IS NULL
 AND pause.during @> issue.published_on
 AND NOT (pause.digital_goes_on AND edition.medium = 'electronic')
WHERE coalesce(product_component.weekdays, stretch.weekdays) & stretch.weekdays
      & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
GROUP BY stretch.subscription_id, issue.published_on
ORDER BY stretch.subscription_id, issue.published_on
