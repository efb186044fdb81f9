-- What a save offer that was taken gives beyond what is credited for it so far; after it is undone, what evens that out.
-- Reads   save_attempt, term, charge
-- Writes  a work table of the session, work_credit
-- Again   rewrites the same rows until the charges are written
INSERT INTO work_credit (charge_id, adjustment_id, ordinal, amount, term_charge_id, product_id, digital_goes_on, during, issues)
SELECT
    nextval('charge_id_seq'), save_attempt.id, so_far.ordinal + 1, -save_attempt.amount - so_far.amount, charge.id, term.product_id, false,
    term.during, save_attempt.issues
FROM save_attempt
JOIN term ON term.id = save_attempt.term_id
JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
CROSS JOIN LATERAL (
    SELECT coalesce(sum(written.amount), 0) AS amount, coalesce(max(written.ordinal), 0) AS ordinal
    FROM charge AS written
    WHERE written.source_kind = 'save_credit' AND written.source_id = save_attempt.id
) AS so_far
WHERE save_attempt.id = %(attempt)s::bigint
  AND -save_attempt.amount <> so_far.amount
