-- Set cases aside that a run cannot do, each with its reason; the run goes on without them.
-- Takes   handed_over (subject_kind text, subject_id bigint, reason text, parameters jsonb)
-- Writes  parked_case
-- Again   safe: a case that is parked stays as it is
INSERT INTO parked_case (run_id, subject_kind, subject_id, reason, parameters)
SELECT %(run)s::bigint, handed_over.subject_kind, handed_over.subject_id, handed_over.reason, handed_over.parameters
FROM handed_over
ON CONFLICT (run_id, subject_kind, subject_id) DO NOTHING
