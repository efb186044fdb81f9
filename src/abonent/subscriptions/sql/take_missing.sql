-- Take over the copies that did not come.
-- Takes   handed_over (subscription_id bigint, issue_id bigint, copies integer)
-- Reads   nothing
-- Writes  a work table of the session, work_missing
-- Again   safe: what is there already is left alone
INSERT INTO work_missing (subscription_id, issue_id, copies)
SELECT handed_over.subscription_id, handed_over.issue_id, handed_over.copies
FROM handed_over
WHERE NOT EXISTS (
    SELECT
    FROM work_missing
    WHERE work_missing.subscription_id = handed_over.subscription_id AND work_missing.issue_id = handed_over.issue_id
)
