-- The charges and credits for another number of copies: like that of the term, with another amount; due with the term's own where that
-- still waits, so that both stand on one invoice, else at once.
-- Reads   work_credit, a work table of the session; copies_settlement, copies_change, charge, open_charge, product
-- Writes  nothing
-- Feeds   charges/write_charges
SELECT
    work_credit.charge_id AS id, charge.payer_id, charge.receiver_id, charge.entity_id, 'copies_change' AS source_kind,
    work_credit.adjustment_id AS source_id, work_credit.ordinal, NULL::bigint AS replaces_id, charge.product_id,
    nullif(work_credit.during, 'empty') AS during, 1::numeric AS quantity, work_credit.amount AS unit_price, work_credit.amount,
    charge.basis, charge.currency,
    jsonb_build_object(
        'code', 'charge.copies_change', 'product', product.name, 'issues', work_credit.issues,
        'copies', copies_change.copies, 'before', copies_change.copies_before
    ) AS description,
    copies_settlement.trace_id, NULL::bigint AS run_id, greatest(%(today)s::date, open_charge.due_on) AS due_on
FROM work_credit
JOIN copies_settlement ON copies_settlement.id = work_credit.adjustment_id
JOIN copies_change ON copies_change.id = copies_settlement.change_id
JOIN charge ON charge.id = work_credit.term_charge_id
JOIN product ON product.id = work_credit.product_id
LEFT JOIN open_charge ON open_charge.charge_id = charge.id
