-- Put customers into price groups of a company, the two handed in side by side, and say in which each was before. With `only` those
-- alone who are still in that group, or in none.
-- Reads   nothing else
-- Writes  price_group_member, one row per customer who is not in the group
-- Again   safe: who is in the group is left alone
WITH asked AS (
    SELECT DISTINCT pair.customer_id, pair.price_group_id
    FROM unnest(%(customers)s::bigint[], %(price_groups)s::bigint[]) AS pair (customer_id, price_group_id)
), former AS (
    SELECT price_group_member.customer_id, price_group_member.price_group_id
    FROM price_group_member
    JOIN asked ON asked.customer_id = price_group_member.customer_id
    WHERE price_group_member.entity_id = %(entity)s::bigint
    ORDER BY price_group_member.id
    FOR NO KEY UPDATE OF price_group_member
), written AS (
    INSERT INTO price_group_member (entity_id, customer_id, price_group_id)
    SELECT %(entity)s::bigint, asked.customer_id, asked.price_group_id
    FROM asked
    -- So that who is in a group is read before he is put into another.
    LEFT JOIN former ON former.customer_id = asked.customer_id
    WHERE former.price_group_id IS DISTINCT FROM asked.price_group_id
    ORDER BY asked.customer_id
    ON CONFLICT (entity_id, customer_id) DO UPDATE
    SET price_group_id = excluded.price_group_id
    WHERE price_group_member.price_group_id <> excluded.price_group_id
      AND (%(only)s::bigint IS NULL OR price_group_member.price_group_id = %(only)s::bigint)
    RETURNING price_group_member.customer_id
)
SELECT written.customer_id AS customer, former.price_group_id AS price_group
FROM written
LEFT JOIN former ON former.customer_id = written.customer_id
ORDER BY written.customer_id
