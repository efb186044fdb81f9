-- The subscriptions that could bring something to some doors - as an address of their subscriber or by a redirect - with each issue of a week.
-- Reads   address, customer, redirect, subscription, product_component, issue
-- Writes  nothing
-- Feeds   subscriptions/issue_destinations
-- Again   safe: a question
WITH there AS (
    SELECT subscription.id AS subscription_id
    FROM address
    JOIN customer AS subscriber ON subscriber.canonical_id = address.customer_id
    JOIN subscription ON subscription.subscriber_id = subscriber.id
    WHERE address.place_id = ANY(%(places)s::bigint[]) AND address.kind = 'delivery'
    UNION
    SELECT redirect.subscription_id FROM redirect WHERE redirect.place_id = ANY(%(places)s::bigint[])
)
SELECT DISTINCT there.subscription_id, issue.id AS issue_id
FROM there
JOIN subscription ON subscription.id = there.subscription_id AND subscription.entity_id = %(entity)s::bigint
JOIN product_component ON product_component.product_id = subscription.product_id
JOIN issue ON issue.edition_id = product_component.edition_id
WHERE issue.published_on >= %(begins)s::date
  AND issue.published_on < %(begins)s::date + 7
