-- The customers of a list of ids, to be handed to a statement.
-- Reads   nothing
-- Feeds   customers/refresh_search
SELECT unnest(%(customer_ids)s::bigint[]) AS customer_id
