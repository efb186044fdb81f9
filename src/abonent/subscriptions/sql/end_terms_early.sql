-- End the terms that a stop cuts; one that had not begun has no days left.
-- Reads   early_end
-- Writes  term.during
-- Again   safe: a term that has ended stays so
UPDATE term
SET during = early_end.during_before * daterange(NULL, early_end.ends_on)
FROM early_end
WHERE early_end.cancellation_id = %(cancellation)s::bigint
  AND early_end.withdrawn_at IS NULL
  AND term.id = early_end.term_id
  AND term.during <> early_end.during_before * daterange(NULL, early_end.ends_on)
