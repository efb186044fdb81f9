-- The charges of days that were taken back and that nobody has invoiced.
-- Reads   recurrence, recurrence_line, open_charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT recurrence_line.charge_id
FROM recurrence
JOIN recurrence_line ON recurrence_line.recurrence_id = recurrence.id
JOIN open_charge ON open_charge.charge_id = recurrence_line.charge_id
WHERE recurrence.run_id = %(run)s::bigint
  AND recurrence.withdrawn_at IS NOT NULL
