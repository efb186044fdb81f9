-- The places that somebody names.
-- Reads   nothing
-- Writes  nothing
-- Again   safe: a question
SELECT unnest(%(places)s::bigint[]) AS place_id
