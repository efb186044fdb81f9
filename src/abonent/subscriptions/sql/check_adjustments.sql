-- Pauses that are not settled: what is missed is neither made longer nor credited, or a pause taken back still misses something. What a stop
-- has settled stays as the stop found it until that is taken back.
-- Reads   term_adjustment, pause, subscription, early_end
-- Writes  nothing
-- Again   safe
SELECT subscription.number, term_adjustment.missed, term_adjustment.prolonged, term_adjustment.credited, pause.gives
FROM term_adjustment
JOIN pause ON pause.id = term_adjustment.pause_id
JOIN subscription ON subscription.id = pause.subscription_id
WHERE term_adjustment.prolonged + term_adjustment.credited
      <> CASE WHEN pause.gives IN ('prolong', 'credit') THEN term_adjustment.missed ELSE 0 END
   OR pause.withdrawn_at IS NOT NULL AND term_adjustment.missed > 0 AND NOT EXISTS (
       SELECT FROM early_end WHERE early_end.term_id = term_adjustment.term_id AND early_end.withdrawn_at IS NULL
   )
ORDER BY subscription.number
LIMIT 100
