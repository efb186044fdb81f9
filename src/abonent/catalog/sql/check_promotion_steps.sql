-- Steps of promotions that do not begin where the one before ends.
-- Reads   promotion, promotion_step
-- Writes  nothing
-- Again   safe
WITH followed AS (
    SELECT
        promotion_step.promotion_id, promotion_step.from_term,
        coalesce(lag(promotion_step.from_term + promotion_step.terms) OVER (
            PARTITION BY promotion_step.promotion_id ORDER BY promotion_step.from_term
        ), 1) AS expected
    FROM promotion_step
)
SELECT promotion.code, followed.from_term, followed.expected
FROM followed
JOIN promotion ON promotion.id = followed.promotion_id
WHERE followed.from_term <> followed.expected
ORDER BY promotion.code
LIMIT 100
