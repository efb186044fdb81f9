-- Note the records that have a sign in common and that nobody has told apart, in pairs, the older first; of a crowded sign none.
-- They stand in a work table of their own because the server cannot guess how many they are, and judges them badly if it must.
-- Reads   told_apart
-- Writes  a work table of the session, work_pair
-- Again   rewrites the same rows
WITH shared AS (
    SELECT array_agg(work_sign.customer_id) AS customers
    FROM work_sign
    GROUP BY work_sign.sign
    HAVING count(*) BETWEEN 2 AND %(crowd)s::int
)
INSERT INTO work_pair (one_id, other_id)
SELECT DISTINCT one.id, other.id
FROM shared
CROSS JOIN LATERAL unnest(shared.customers) AS one (id)
CROSS JOIN LATERAL unnest(shared.customers) AS other (id)
WHERE one.id < other.id
  AND NOT EXISTS (SELECT 1 FROM told_apart WHERE told_apart.one_id = one.id AND told_apart.other_id = other.id)
