-- How many credits wait for a value whose term reaches beyond the issues that are made: its issues cannot be counted.
-- Reads   pause, term_adjustment, term, product_component, issue
-- Writes  nothing
-- Again   safe: a question
SELECT count(*) AS credits
FROM term_adjustment
JOIN pause ON pause.id = term_adjustment.pause_id
JOIN term ON term.id = term_adjustment.term_id
CROSS JOIN LATERAL (
    SELECT product_component.edition_id
    FROM product_component
    WHERE product_component.product_id = term.product_id AND product_component.edition_id IS NOT NULL
    ORDER BY product_component.ordinal
    LIMIT 1
) AS leading_edition
WHERE pause.subscription_id = ANY(%(subscriptions)s::bigint[])
  AND term_adjustment.amount IS NULL
  AND NOT EXISTS (
      SELECT FROM issue
      WHERE issue.edition_id = leading_edition.edition_id AND issue.published_on >= upper(term.sold_during) - 1
  )
