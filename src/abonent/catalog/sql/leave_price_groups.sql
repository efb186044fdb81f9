-- Take customers out of the price groups of a company, and say which they were. With `only` those alone who are in that one.
-- Reads   nothing else
-- Writes  price_group_member
-- Again   safe: finds nothing the second time
DELETE FROM price_group_member
WHERE price_group_member.entity_id = %(entity)s::bigint
  AND price_group_member.customer_id = ANY(%(customers)s::bigint[])
  AND (%(only)s::bigint IS NULL OR price_group_member.price_group_id = %(only)s::bigint)
RETURNING price_group_member.customer_id AS customer, price_group_member.price_group_id AS price_group
