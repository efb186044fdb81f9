-- Forget what pauses did to terms that are taken back; nothing was credited for it.
-- Reads   nothing
-- Writes  term_adjustment
-- Again   safe: what is gone is gone
DELETE FROM term_adjustment
WHERE term_adjustment.term_id = ANY(%(terms)s::bigint[])
  AND term_adjustment.credited = 0
