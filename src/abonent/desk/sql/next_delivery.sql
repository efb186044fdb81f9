-- The next day on which a paper comes to a customer, and which.
-- Reads   subscription, term, product, product_component, issue
-- Writes  nothing
-- Again   safe: a question
SELECT issue.published_on, product.name
FROM subscription
JOIN term ON term.subscription_id = subscription.id
JOIN product ON product.id = term.product_id
JOIN product_component ON product_component.product_id = product.id
JOIN issue
  ON issue.edition_id = product_component.edition_id
 AND issue.published_on >= %(today)s::date
 AND issue.published_on <= %(today)s::date + 100
 AND term.during @> issue.published_on
WHERE subscription.subscriber_id = ANY(%(customers)s::bigint[])
  AND (coalesce(product_component.weekdays, term.weekdays) & term.weekdays & (1 << (extract(isodow FROM issue.published_on)::integer - 1))) > 0
ORDER BY issue.published_on, subscription.id
LIMIT 1
