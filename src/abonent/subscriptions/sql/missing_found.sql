-- What was found about the copies that did not come, and whether they were given back before.
-- Reads   work_missing, a work table of the session; issue, issue_credit
-- Writes  nothing
-- Again   safe: a question
SELECT
    work_missing.subscription_id, work_missing.issue_id, issue.published_on, work_missing.copies, work_missing.outcome, work_missing.due_copies,
    work_missing.term_id, work_missing.amount, issue_credit.id AS given_back_by
FROM work_missing
JOIN issue ON issue.id = work_missing.issue_id
LEFT JOIN issue_credit
  ON issue_credit.subscription_id = work_missing.subscription_id
 AND issue_credit.issue_id = work_missing.issue_id
 AND issue_credit.withdrawn_at IS NULL
ORDER BY work_missing.subscription_id, work_missing.issue_id
