-- Bank lines that are not in exactly one place. This is the recomputing statement of unknown_bank_line.
-- Reads   bank_line, payment, bank_line_decision, unknown_bank_line
-- Writes  nothing
-- Again   safe
WITH paid AS (
    SELECT payment.bank_line_id, sum(payment.amount) AS amount
    FROM payment
    WHERE payment.bank_line_id IS NOT NULL
    GROUP BY payment.bank_line_id
), decided AS (
    SELECT bank_line_decision.bank_line_id, count(*) AS decisions
    FROM bank_line_decision
    WHERE bank_line_decision.taken_back_at IS NULL
    GROUP BY bank_line_decision.bank_line_id
), placed AS (
    SELECT bank_line.id AS bank_line_id, bank_line.amount, coalesce(paid.amount, 0) AS paid, coalesce(decided.decisions, 0) AS decisions,
           CASE WHEN unknown_bank_line.bank_line_id IS NULL THEN 0 ELSE 1 END AS queued
    FROM bank_line
    LEFT JOIN paid ON paid.bank_line_id = bank_line.id
    LEFT JOIN decided ON decided.bank_line_id = bank_line.id
    LEFT JOIN unknown_bank_line ON unknown_bank_line.bank_line_id = bank_line.id
)
SELECT placed.bank_line_id, placed.amount, placed.paid, placed.decisions, placed.queued
FROM placed
WHERE placed.amount <> 0
  AND (
      placed.paid NOT IN (0, placed.amount)
      OR (placed.paid <> 0)::integer + placed.decisions + placed.queued <> 1
  )
ORDER BY placed.bank_line_id
LIMIT 100
