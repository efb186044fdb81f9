-- What a stop gives back beyond what is credited for it so far; after it is taken back, what evens that out.
-- Reads   early_end, term, charge
-- Writes  a work table of the session, work_credit
-- Again   rewrites the same rows until the charges are written
INSERT INTO work_credit (charge_id, adjustment_id, ordinal, amount, term_charge_id, product_id, digital_goes_on, during, issues, digital_amount)
SELECT
    nextval('charge_id_seq'), early_end.id, so_far.ordinal + 1, -early_end.amount - so_far.amount, charge.id, term.product_id, false,
    early_end.during_before * daterange(early_end.ends_on, NULL), early_end.issues, -early_end.digital_amount
FROM early_end
JOIN term ON term.id = early_end.term_id
JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
CROSS JOIN LATERAL (
    SELECT coalesce(sum(written.amount), 0) AS amount, coalesce(max(written.ordinal), 0) AS ordinal
    FROM charge AS written
    WHERE written.source_kind = 'stop_credit' AND written.source_id = early_end.id
) AS so_far
WHERE early_end.cancellation_id = %(cancellation)s::bigint
  AND -early_end.amount <> so_far.amount
