-- Credits of a stop that nobody has invoiced and that are no longer what it gives back.
-- Reads   early_end, charge, open_charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT charge.id AS charge_id
FROM early_end
JOIN charge ON charge.source_kind = 'stop_credit' AND charge.source_id = early_end.id
JOIN open_charge ON open_charge.charge_id = charge.id
CROSS JOIN LATERAL (
    SELECT sum(written.amount) AS amount
    FROM charge AS written
    WHERE written.source_kind = 'stop_credit' AND written.source_id = early_end.id
) AS so_far
WHERE early_end.cancellation_id = %(cancellation)s::bigint
  AND so_far.amount <> -early_end.amount
