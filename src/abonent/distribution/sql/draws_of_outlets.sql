-- How many copies of its issues an outlet draws between two days, or of the issues named: by the draw of the weekday, or by what was said of
-- the very issue; and what came back. Asked of no outlet in particular, of all of them. A product is sold by its first printed edition.
-- Reads   outlet, draw, product, product_component, edition, issue, draw_change, draw_return
-- Writes  nothing
-- Feeds   distribution/draws_to_bring, distribution/circulation, distribution/plan_draws
-- Again   safe: a question
SELECT
    draw.outlet_id, draw.product_id, issue.id AS issue_id, issue.published_on, draw.copies[extract(isodow FROM issue.published_on)::integer] AS by_draw,
    coalesce(draw_change.copies, draw.copies[extract(isodow FROM issue.published_on)::integer]) AS copies,
    draw_change.id IS NOT NULL AS is_changed, coalesce(draw_change.remark, '') AS remark, draw_return.copies AS returned
FROM draw
JOIN outlet ON outlet.id = draw.outlet_id
JOIN product ON product.id = draw.product_id
CROSS JOIN LATERAL (
    SELECT product_component.edition_id, coalesce(product_component.weekdays, 127) AS weekdays
    FROM product_component
    JOIN edition ON edition.id = product_component.edition_id
    WHERE product_component.product_id = draw.product_id AND edition.medium <> 'electronic'
    ORDER BY product_component.ordinal
    LIMIT 1
) AS sold
JOIN issue ON issue.edition_id = sold.edition_id AND draw.during @> issue.published_on
LEFT JOIN draw_change
  ON draw_change.outlet_id = draw.outlet_id
 AND draw_change.product_id = draw.product_id
 AND draw_change.issue_id = issue.id
 AND draw_change.withdrawn_at IS NULL
LEFT JOIN draw_return
  ON draw_return.outlet_id = draw.outlet_id
 AND draw_return.product_id = draw.product_id
 AND draw_return.issue_id = issue.id
 AND draw_return.withdrawn_at IS NULL
WHERE (%(outlets)s::bigint[] IS NULL OR draw.outlet_id = ANY(%(outlets)s::bigint[]))
  AND (%(product)s::bigint IS NULL OR draw.product_id = %(product)s::bigint)
  AND (outlet.closed_from IS NULL OR issue.published_on < outlet.closed_from)
  AND product.weekdays & sold.weekdays & (1 << (extract(isodow FROM issue.published_on)::integer - 1)) <> 0
  AND CASE
      WHEN %(issues)s::bigint[] IS NULL THEN issue.published_on >= %(first)s::date AND issue.published_on < %(until)s::date
      ELSE issue.id = ANY(%(issues)s::bigint[])
  END
ORDER BY draw.outlet_id, draw.product_id, issue.published_on
