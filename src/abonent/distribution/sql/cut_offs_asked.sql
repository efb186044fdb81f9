-- Issues and ways of delivery as questions to the promise clock: until when can their copies be changed? A product that brings the edition
-- first of all asks; the number of the question is the issue's, then the way's.
-- Reads   issue, product_component
-- Writes  nothing
-- Feeds   editions/first_issues_affected
-- Again   safe: a question
SELECT
    issue.id * 10 + way.place AS asked_id, brought.product_id, 127 AS weekdays, way.name AS delivery_method, 'pause'::text AS act,
    %(asked_at)s::timestamptz AS asked_at, issue.published_on AS on_or_after
FROM issue
CROSS JOIN unnest(%(ways)s::text[]) WITH ORDINALITY AS way (name, place)
JOIN LATERAL (
    SELECT product_component.product_id
    FROM product_component
    WHERE product_component.edition_id = issue.edition_id
    ORDER BY product_component.ordinal, product_component.product_id
    LIMIT 1
) AS brought ON true
WHERE issue.id = ANY(%(issues)s::bigint[])
