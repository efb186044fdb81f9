-- Let mandates be what the bank said of them: one that was asked for stands or is refused, one that stands ends.
-- Reads   bank_answer
-- Writes  mandate
-- Again   safe: a mandate that is answered does not wait any more
WITH told AS (
    SELECT DISTINCT ON (bank_answer.mandate_id) bank_answer.mandate_id, bank_answer.verdict, bank_answer.code
    FROM bank_answer
    WHERE bank_answer.bank_file_id = %(bank_file)s::bigint
      AND bank_answer.about = 'mandate'
      AND bank_answer.verdict IN ('approved', 'gone')
      AND bank_answer.mandate_id IS NOT NULL
    ORDER BY bank_answer.mandate_id, bank_answer.ordinal DESC
)
UPDATE mandate
SET state = CASE WHEN told.verdict = 'approved' THEN 'approved' WHEN mandate.state = 'requested' THEN 'refused' ELSE 'cancelled' END,
    code = CASE WHEN told.verdict = 'approved' THEN '' ELSE left(told.code, 4) END
FROM told
WHERE mandate.id = told.mandate_id
  AND (mandate.state = 'requested' OR (mandate.state = 'approved' AND told.verdict = 'gone'))
