-- Take charges that are billed off the worklist. Whoever comes second waits for the first and finds them gone.
-- Takes   handed_over (charge_id bigint)
-- Writes  open_charge
-- Again   safe: a charge that is gone is gone
DELETE FROM open_charge
USING handed_over
WHERE open_charge.charge_id = handed_over.charge_id
