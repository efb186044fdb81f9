-- Returns of more copies than were drawn of the issue, or of an issue of which nothing was drawn.
-- Reads   draw_return, outlet, issue, draw, draw_change
-- Writes  nothing
-- Again   safe: a question
SELECT outlet.id AS outlet_id, outlet.name, issue.published_on::text AS issue, draw_return.copies AS returned, coalesce(drawn.copies, 0) AS drawn
FROM draw_return
JOIN outlet ON outlet.id = draw_return.outlet_id
JOIN issue ON issue.id = draw_return.issue_id
LEFT JOIN LATERAL (
    SELECT coalesce(draw_change.copies, draw.copies[extract(isodow FROM issue.published_on)::integer]) AS copies
    FROM draw
    LEFT JOIN draw_change
      ON draw_change.outlet_id = draw.outlet_id
     AND draw_change.product_id = draw.product_id
     AND draw_change.issue_id = issue.id
     AND draw_change.withdrawn_at IS NULL
    WHERE draw.outlet_id = draw_return.outlet_id
      AND draw.product_id = draw_return.product_id
      AND draw.during @> issue.published_on
) AS drawn ON true
WHERE draw_return.withdrawn_at IS NULL
  AND draw_return.copies > coalesce(drawn.copies, 0)
ORDER BY outlet.id, issue.published_on
LIMIT 100
