-- The terms behind the deferred revenue of a month, each as the products are told, from behind a term on: those whose issues can be counted,
-- or those for which the calendar is too short.
-- Takes   handed_over (term_id bigint, ordinal smallint, day date, amount numeric, deferred numeric)
-- Reads   term, subscription, product_component, issue
-- Writes  nothing
-- Again   safe: a question
WITH calendar AS (
    -- How far the issues are made by which a product is counted.
    SELECT leading_edition.product_id, max(issue.published_on) AS until
    FROM (
        SELECT DISTINCT ON (product_component.product_id) product_component.product_id, product_component.edition_id
        FROM product_component
        WHERE product_component.edition_id IS NOT NULL
        ORDER BY product_component.product_id, product_component.ordinal
    ) AS leading_edition
    LEFT JOIN issue ON issue.edition_id = leading_edition.edition_id
    GROUP BY leading_edition.product_id
)
SELECT
    handed_over.term_id, subscription.number, term.currency, lower(term.sold_during) AS first_on,
    sum(handed_over.deferred) FILTER (WHERE handed_over.day < %(first)s::date) AS opening,
    sum(handed_over.amount * CASE WHEN handed_over.day < %(first)s::date THEN -1 ELSE 1 END) AS invoiced,
    sum(handed_over.deferred) FILTER (WHERE handed_over.day >= %(first)s::date) AS closing
FROM handed_over
JOIN term ON term.id = handed_over.term_id
JOIN subscription ON subscription.id = term.subscription_id
LEFT JOIN calendar ON calendar.product_id = term.product_id AND subscription.delivery_method <> 'none'
WHERE handed_over.term_id > %(after)s::bigint
  AND %(counted)s::boolean = (calendar.product_id IS NULL OR coalesce(calendar.until >= upper(term.sold_during) - 1, false))
GROUP BY handed_over.term_id, subscription.number, term.currency, term.sold_during
ORDER BY handed_over.term_id
LIMIT %(at_most)s::integer
