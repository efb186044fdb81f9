-- Settlements that are not charged as they are, or whose issues do not come to them; and those taken back that are charged all the same.
-- Reads   draw_settlement, settled_draw, charge, outlet
-- Writes  nothing
-- Again   safe: a question
WITH summed AS (
    SELECT
        settled_draw.settlement_id, sum(settled_draw.amount) AS amount, sum(settled_draw.copies) AS copies, sum(settled_draw.returned) AS returned
    FROM settled_draw
    GROUP BY settled_draw.settlement_id
)
SELECT
    draw_settlement.outlet_id, outlet.name, lower(draw_settlement.during)::text AS first_on, draw_settlement.amount,
    coalesce(summed.amount, 0) AS of_issues, coalesce(charge.amount, 0) AS charged
FROM draw_settlement
JOIN outlet ON outlet.id = draw_settlement.outlet_id
LEFT JOIN summed ON summed.settlement_id = draw_settlement.id
LEFT JOIN charge ON charge.source_kind = 'draw_settlement' AND charge.source_id = draw_settlement.id
WHERE (draw_settlement.amount, draw_settlement.copies, draw_settlement.returned) IS DISTINCT FROM (summed.amount, summed.copies, summed.returned)
   OR charge.amount IS DISTINCT FROM CASE WHEN draw_settlement.withdrawn_at IS NULL THEN draw_settlement.amount END
ORDER BY draw_settlement.id
LIMIT 100
