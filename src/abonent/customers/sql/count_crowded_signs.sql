-- How many signs so many customers share that they say nothing: a switchboard, a house without flat numbers.
-- Reads   a work table of the session, work_sign
SELECT count(*)
FROM (
    SELECT work_sign.sign
    FROM work_sign
    GROUP BY work_sign.sign
    HAVING count(*) > %(crowd)s::int
) AS crowded
