-- The charges of the terms that a chunk made.
-- Reads   work_made, a work table of the session
-- Writes  nothing
-- Feeds   charges/write_charges
SELECT
    work_made.charge_id AS id, work_made.payer_id, work_made.receiver_id, work_made.entity_id, 'term' AS source_kind,
    work_made.term_id AS source_id, 1::smallint AS ordinal, NULL::bigint AS replaces_id, work_made.product_id,
    work_made.sold_during AS during, work_made.copies AS quantity, work_made.unit_price, work_made.amount, work_made.basis,
    work_made.currency, work_made.description, work_made.trace_id, %(made_by)s::bigint AS run_id, work_made.charge_due_on AS due_on
FROM work_made
