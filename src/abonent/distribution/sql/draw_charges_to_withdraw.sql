-- The charges of settlements that were taken back and that nobody has invoiced.
-- Reads   draw_settlement, open_charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT draw_settlement.charge_id
FROM draw_settlement
JOIN open_charge ON open_charge.charge_id = draw_settlement.charge_id
WHERE draw_settlement.run_id = %(run)s::bigint
  AND draw_settlement.withdrawn_at IS NOT NULL
