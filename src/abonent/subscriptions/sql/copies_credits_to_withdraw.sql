-- Charges and credits for other numbers of copies that nobody has invoiced and that are no longer what the change comes to.
-- Reads   copies_change, copies_settlement, charge, open_charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT charge.id AS charge_id
FROM copies_change
JOIN copies_settlement ON copies_settlement.change_id = copies_change.id
JOIN charge ON charge.source_kind = 'copies_change' AND charge.source_id = copies_settlement.id
JOIN open_charge ON open_charge.charge_id = charge.id
CROSS JOIN LATERAL (
    SELECT sum(written.amount) AS amount
    FROM charge AS written
    WHERE written.source_kind = 'copies_change' AND written.source_id = copies_settlement.id
) AS so_far
WHERE copies_change.subscription_id = ANY(%(subscriptions)s::bigint[])
  AND so_far.amount <> copies_settlement.amount
