-- Pause credits that nobody has invoiced and that are no longer what the pause comes to.
-- Reads   pause, term_adjustment, charge, open_charge
-- Writes  nothing
-- Feeds   charges/withdraw_charges
SELECT charge.id AS charge_id
FROM pause
JOIN term_adjustment ON term_adjustment.pause_id = pause.id
JOIN charge ON charge.source_kind = 'pause_credit' AND charge.source_id = term_adjustment.id
JOIN open_charge ON open_charge.charge_id = charge.id
CROSS JOIN LATERAL (
    SELECT sum(written.amount) AS amount
    FROM charge AS written
    WHERE written.source_kind = 'pause_credit' AND written.source_id = term_adjustment.id
) AS so_far
WHERE pause.subscription_id = ANY(%(subscriptions)s::bigint[])
  AND so_far.amount <> -term_adjustment.amount
