-- The charges of issues that are given back: like that of the term, with another amount; due at once, so that they go on the next invoice.
-- Reads   work_credit, a work table of the session; charge, product
-- Writes  nothing
-- Feeds   charges/write_charges
SELECT
    work_credit.charge_id AS id, charge.payer_id, charge.receiver_id, charge.entity_id, 'issue_credit' AS source_kind,
    work_credit.adjustment_id AS source_id, work_credit.ordinal, NULL::bigint AS replaces_id, charge.product_id,
    work_credit.during, 1::numeric AS quantity, work_credit.amount AS unit_price, work_credit.amount,
    charge.basis, charge.currency,
    jsonb_build_object('code', 'charge.issue_credit', 'product', product.name, 'on', lower(work_credit.during)) AS description,
    NULL::bigint AS trace_id, NULL::bigint AS run_id, %(today)s::date AS due_on
FROM work_credit
JOIN charge ON charge.id = work_credit.term_charge_id
JOIN product ON product.id = work_credit.product_id
