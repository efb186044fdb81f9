-- Take out of the plans why people looked like somebody else.
-- Reads   nothing else
-- Writes  duplicate_plan.reasons
-- Again   safe: reasons are taken once
UPDATE duplicate_plan
SET reasons = '[]'
WHERE (duplicate_plan.kept_id = ANY(%(people)s::bigint[]) OR duplicate_plan.merged_id = ANY(%(people)s::bigint[]))
  AND duplicate_plan.reasons <> '[]'
