-- How many copies of an issue are due by which way, and how many are not due for which reason.
-- Takes   handed_over (outcome text, delivery_method text, is_electronic boolean, copies integer, place_id bigint, in_grace boolean)
-- Reads   nothing
-- Writes  nothing
-- Again   safe: a question
SELECT
    handed_over.outcome, CASE WHEN handed_over.outcome IN ('comes', 'redirected', 'donated') THEN handed_over.delivery_method ELSE '' END AS delivery_method,
    count(*) AS subscriptions, sum(handed_over.copies) AS copies,
    coalesce(sum(handed_over.copies) FILTER (
        WHERE handed_over.outcome IN ('comes', 'redirected', 'donated')
          AND handed_over.place_id IS NULL
          AND handed_over.delivery_method IN ('carrier', 'post')
    ), 0) AS without_door,
    coalesce(sum(handed_over.copies) FILTER (WHERE handed_over.in_grace), 0) AS in_grace
FROM handed_over
GROUP BY 1, 2
