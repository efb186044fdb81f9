-- The acts that put people into price groups, as what they are about: the customers.
-- Reads   nothing
-- Writes  nothing
-- Feeds   runs/erase_inverses
-- Again   safe: a question
SELECT 'price_group_member'::text AS subject_kind, person.customer_id AS subject_id
FROM unnest(%(people)s::bigint[]) AS person (customer_id)
