-- The customers of a list of ids, to be asked how they may be contacted.
-- Feeds   customers/contactable
SELECT unnest(%(customer_ids)s::bigint[]) AS customer_id
