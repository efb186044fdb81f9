-- What issue credits give beyond what is credited for them so far; after they are taken back, what evens that out.
-- Reads   issue_credit, issue, term, charge
-- Writes  a work table of the session, work_credit
-- Again   rewrites the same rows until the charges are written
INSERT INTO work_credit (
    charge_id, adjustment_id, ordinal, amount, term_charge_id, product_id, digital_goes_on, during, issues, earned_edition_id
)
SELECT
    nextval('charge_id_seq'), issue_credit.id, so_far.ordinal + 1, -issue_credit.amount - so_far.amount, charge.id, term.product_id, false,
    daterange(issue.published_on, issue.published_on + 1), 1, issue.edition_id
FROM issue_credit
JOIN issue ON issue.id = issue_credit.issue_id
JOIN term ON term.id = issue_credit.term_id
JOIN charge ON charge.source_kind = 'term' AND charge.source_id = term.id AND charge.ordinal = 1
CROSS JOIN LATERAL (
    SELECT coalesce(sum(written.amount), 0) AS amount, coalesce(max(written.ordinal), 0) AS ordinal
    FROM charge AS written
    WHERE written.source_kind = 'issue_credit' AND written.source_id = issue_credit.id
) AS so_far
WHERE issue_credit.id = ANY(%(credits)s::bigint[])
  AND -issue_credit.amount <> so_far.amount
