-- Take back terms whose charges are withdrawn.
-- Reads   charge
-- Writes  term
-- Again   safe: a term that is gone is gone
DELETE FROM term
WHERE term.id = ANY(%(terms)s::bigint[])
  AND NOT EXISTS (SELECT FROM charge WHERE charge.source_kind = 'term' AND charge.source_id = term.id)
