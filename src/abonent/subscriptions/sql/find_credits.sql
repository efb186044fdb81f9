-- What pauses come to beyond what is charged or credited for them so far: a credit, or a charge for what came after all.
-- Reads   pause, term_adjustment, term, charge
-- Writes  a work table of the session, work_credit
-- Again   rewrites the same rows until the charges are written
INSERT INTO work_credit (charge_id, adjustment_id, ordinal, amount, term_charge_id, product_id, digital_goes_on, during, issues)
SELECT
    nextval('charge_id_seq'), term_adjustment.id, so_far.ordinal + 1, -term_adjustment.amount - so_far.amount, charge.id, term.product_id,
    pause.digital_goes_on, term.during * pause.during, abs(term_adjustment.credited)
FROM pause
JOIN term_adjustment ON term_adjustment.pause_id = pause.id
JOIN term ON term.id = term_adjustment.term_id
JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
CROSS JOIN LATERAL (
    SELECT coalesce(sum(written.amount), 0) AS amount, coalesce(max(written.ordinal), 0) AS ordinal
    FROM charge AS written
    WHERE written.source_kind = 'pause_credit' AND written.source_id = term_adjustment.id
) AS so_far
WHERE pause.subscription_id = ANY(%(subscriptions)s::bigint[])
  AND -term_adjustment.amount <> so_far.amount
