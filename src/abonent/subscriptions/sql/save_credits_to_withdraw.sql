-- The credit of a save offer that nobody has invoiced and that was undone.
-- Reads   save_attempt, charge, open_charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT charge.id AS charge_id
FROM save_attempt
JOIN charge ON charge.source_kind = 'save_credit' AND charge.source_id = save_attempt.id
JOIN open_charge ON open_charge.charge_id = charge.id
WHERE save_attempt.id = %(attempt)s::bigint
  AND save_attempt.amount = 0
