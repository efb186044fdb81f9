-- What changes of copies come to beyond what is charged or credited for them so far.
-- Reads   copies_change, copies_settlement, term, charge
-- Writes  a work table of the session, work_credit
-- Again   rewrites the same rows until the charges are written
INSERT INTO work_credit (charge_id, adjustment_id, ordinal, amount, term_charge_id, product_id, digital_goes_on, during, issues)
SELECT
    nextval('charge_id_seq'), copies_settlement.id, so_far.ordinal + 1, copies_settlement.amount - so_far.amount, charge.id,
    term.product_id, false, term.during * daterange(copies_change.from_on, NULL), copies_settlement.issues
FROM copies_change
JOIN copies_settlement ON copies_settlement.change_id = copies_change.id
JOIN term ON term.id = copies_settlement.term_id
JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
CROSS JOIN LATERAL (
    SELECT coalesce(sum(written.amount), 0) AS amount, coalesce(max(written.ordinal), 0) AS ordinal
    FROM charge AS written
    WHERE written.source_kind = 'copies_change' AND written.source_id = copies_settlement.id
) AS so_far
WHERE copies_change.subscription_id = ANY(%(subscriptions)s::bigint[])
  AND copies_settlement.amount <> so_far.amount
  -- What costs nothing has no parts to share; whoever asked refuses.
  AND charge.amount <> 0
