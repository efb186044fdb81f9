-- Coverage distributions whose copies by door or by name are not what was shown: all households or people less those not meant, those that
-- refuse, those of whose household another gets it and those without a route. That a door or a person stands in it once the tables hold.
-- Reads   coverage_distribution, coverage_copy, coverage_receiver
-- Writes  nothing
-- Again   safe: a question
SELECT
    coverage_distribution.id AS coverage_id, coverage_distribution.name, shown.copies, coalesce(frozen.copies, 0)::integer AS by_door
FROM coverage_distribution
CROSS JOIN LATERAL (
    SELECT
        coverage_distribution.households - coverage_distribution.left_out - coverage_distribution.refused - coverage_distribution.housemates
        - coverage_distribution.without_route AS copies
) AS shown
LEFT JOIN (
    SELECT each_door.coverage_id, sum(each_door.copies) AS copies
    FROM (
        SELECT coverage_copy.coverage_id, coverage_copy.copies FROM coverage_copy
        UNION ALL
        SELECT coverage_receiver.coverage_id, 1 FROM coverage_receiver
    ) AS each_door
    GROUP BY each_door.coverage_id
) AS frozen ON frozen.coverage_id = coverage_distribution.id
WHERE coalesce(frozen.copies, 0) <> shown.copies
ORDER BY coverage_distribution.id
LIMIT 100
