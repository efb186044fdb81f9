-- Coverage distributions whose copies by door are not what was shown: all households less those not meant, those that refuse and those without
-- a route. That a door stands in it once the table itself holds.
-- Reads   coverage_distribution, coverage_copy
-- Writes  nothing
-- Again   safe: a question
SELECT
    coverage_distribution.id AS coverage_id, coverage_distribution.name, shown.copies, coalesce(by_door.copies, 0)::integer AS by_door
FROM coverage_distribution
CROSS JOIN LATERAL (
    SELECT
        coverage_distribution.households - coverage_distribution.left_out - coverage_distribution.refused
        - coverage_distribution.without_route AS copies
) AS shown
LEFT JOIN (
    SELECT coverage_copy.coverage_id, sum(coverage_copy.copies) AS copies
    FROM coverage_copy
    GROUP BY coverage_copy.coverage_id
) AS by_door ON by_door.coverage_id = coverage_distribution.id
WHERE coalesce(by_door.copies, 0) <> shown.copies
ORDER BY coverage_distribution.id
LIMIT 100
