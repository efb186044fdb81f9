-- What agents keep of charges that are not there, or beyond them, or that waits to be billed where the charge does not, or the other way.
-- Reads   charge, open_charge
-- Writes  nothing
-- Again   safe
SELECT kept.id AS charge_id, kept.amount, charge.amount AS of_amount
FROM charge AS kept
LEFT JOIN charge ON charge.id = kept.source_id
LEFT JOIN open_charge AS kept_open ON kept_open.charge_id = kept.id
LEFT JOIN open_charge ON open_charge.charge_id = charge.id
WHERE kept.source_kind = 'commission'
  AND (charge.id IS NULL
       OR charge.payer_id <> kept.payer_id
       OR sign(kept.amount) = sign(charge.amount)
       OR abs(kept.amount) > abs(charge.amount)
       OR (kept_open.charge_id IS NULL) <> (open_charge.charge_id IS NULL))
ORDER BY kept.id
LIMIT 100
