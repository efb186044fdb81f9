-- The pieces that somebody moves by hand, in the order in which he says them.
-- Reads   nothing
-- Writes  nothing
-- Again   safe: a question
SELECT asked.ordinal, asked.item_id, asked.pieces
FROM unnest(%(items)s::bigint[], %(pieces)s::integer[]) WITH ORDINALITY AS asked (item_id, pieces, ordinal)
