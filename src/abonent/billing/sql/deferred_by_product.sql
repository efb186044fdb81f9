-- What each product had deferred before a month, what was invoiced in it, and what is deferred after it; of that what stays so because the
-- calendar ends before the term does, so that its issues cannot be counted.
-- Takes   handed_over (term_id bigint, ordinal smallint, day date, amount numeric, deferred numeric)
-- Reads   term, product, subscription, product_component, issue
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
    term.product_id, term.currency,
    sum(handed_over.deferred) FILTER (WHERE handed_over.day < %(first)s::date) AS opening,
    sum(handed_over.amount * CASE WHEN handed_over.day < %(first)s::date THEN -1 ELSE 1 END) AS invoiced,
    sum(handed_over.deferred) FILTER (WHERE handed_over.day >= %(first)s::date) AS closing,
    coalesce(sum(handed_over.deferred) FILTER (
        WHERE handed_over.day >= %(first)s::date
          AND calendar.product_id IS NOT NULL
          AND (calendar.until IS NULL OR calendar.until < upper(term.sold_during) - 1)
    ), 0) AS uncounted
FROM handed_over
JOIN term ON term.id = handed_over.term_id
JOIN product ON product.id = term.product_id
JOIN subscription ON subscription.id = term.subscription_id
LEFT JOIN calendar ON calendar.product_id = term.product_id AND subscription.delivery_method <> 'none'
GROUP BY product.entity_id, product.code, term.product_id, term.currency
ORDER BY product.entity_id, product.code, term.currency
