-- Write down the promises that cannot be kept any more, with the issue that is reached instead and why.
-- Reads   promise, subscription, product_component, issue
-- Writes  broken_promise
-- Again   safe: one that stands is written again only if something else is reached; one that is settled stays as it is
INSERT INTO broken_promise (promise_id, why, reaches_on, found_at)
SELECT
    promise.id,
    CASE WHEN EXISTS (
        SELECT FROM product_component
        JOIN issue ON issue.edition_id = product_component.edition_id AND issue.published_on = promise.issue_on
        WHERE product_component.product_id = subscription.product_id
    ) THEN 'too_late' ELSE 'no_issue' END,
    found.reaches_on,
    abonent_now()
FROM unnest(%(promises)s::bigint[], %(reaches_on)s::date[]) AS found (promise_id, reaches_on)
JOIN promise ON promise.id = found.promise_id
JOIN subscription ON subscription.id = promise.subscription_id
ON CONFLICT (promise_id) DO UPDATE
SET why = excluded.why, reaches_on = excluded.reaches_on
WHERE broken_promise.settled_at IS NULL
  AND (broken_promise.why, broken_promise.reaches_on) IS DISTINCT FROM (excluded.why, excluded.reaches_on)
