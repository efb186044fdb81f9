-- Give the terms their days again that a stop had cut.
-- Reads   early_end
-- Writes  term.during
-- Again   safe: a term that has its days keeps them
UPDATE term
SET during = early_end.during_before
FROM early_end
WHERE early_end.cancellation_id = %(cancellation)s::bigint
  AND early_end.withdrawn_at IS NOT NULL
  AND term.id = early_end.term_id
  AND term.during <> early_end.during_before
