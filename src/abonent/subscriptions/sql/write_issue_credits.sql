-- Write what copies that did not come are worth, each issue of a subscription once.
-- Reads   work_missing, a work table of the session; issue_credit
-- Writes  issue_credit, one row per copy that is worth something and not given back yet
-- Again   safe: what is given back already is left alone
INSERT INTO issue_credit (subscription_id, issue_id, term_id, copies, due_copies, amount, made_by_id)
SELECT
    work_missing.subscription_id, work_missing.issue_id, work_missing.term_id, work_missing.copies, work_missing.due_copies,
    work_missing.amount, %(made_by)s::bigint
FROM work_missing
WHERE work_missing.amount > 0
ON CONFLICT (subscription_id, issue_id) WHERE withdrawn_at IS NULL DO NOTHING
