-- The outlets whose draws cannot be settled, each with the first reason.
-- Reads   draw_plan, issue
-- Writes  nothing
-- Feeds   runs/park_cases
SELECT DISTINCT ON (draw_plan.outlet_id)
    'outlet' AS subject_kind, draw_plan.outlet_id AS subject_id, draw_plan.finding AS reason,
    jsonb_build_object('product', draw_plan.product_id, 'on', issue.published_on) AS parameters
FROM draw_plan
JOIN issue ON issue.id = draw_plan.issue_id
WHERE draw_plan.run_id = %(run)s::bigint
  AND draw_plan.finding <> ''
ORDER BY draw_plan.outlet_id, issue.published_on
