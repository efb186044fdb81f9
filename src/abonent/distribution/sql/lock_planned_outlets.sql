-- Lock the outlets of a chunk, so that nobody says anything of their draws while they are settled.
-- Reads   outlet, draw_plan
-- Writes  nothing
-- Again   safe: a question
SELECT outlet.id
FROM outlet
WHERE outlet.id IN (
    SELECT draw_plan.outlet_id
    FROM draw_plan
    WHERE draw_plan.run_id = %(run)s::bigint AND draw_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
)
ORDER BY outlet.id
FOR UPDATE
