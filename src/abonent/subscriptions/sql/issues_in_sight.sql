-- The issues from the first day until before another of all that subscriptions bring or brought, for whoever works for their company.
-- Reads   subscription, term, product_component, issue, staff_entity
-- Writes  nothing
-- Feeds   subscriptions/issue_destinations
-- Again   safe: a question
SELECT DISTINCT subscription.id AS subscription_id, issue.id AS issue_id
FROM subscription
CROSS JOIN LATERAL (
    SELECT subscription.product_id
    UNION
    SELECT term.product_id
    FROM term
    WHERE term.subscription_id = subscription.id AND term.during && daterange(%(first)s::date, %(until)s::date)
) AS brought
JOIN product_component ON product_component.product_id = brought.product_id
JOIN issue
  ON issue.edition_id = product_component.edition_id
 AND issue.published_on >= %(first)s::date
 AND issue.published_on < %(until)s::date
WHERE subscription.id = ANY(%(subscriptions)s::bigint[])
  AND subscription.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
