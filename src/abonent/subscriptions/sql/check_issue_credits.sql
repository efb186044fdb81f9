-- Issue credits whose charges do not come to what they give back, or that lead to a term of another subscription.
-- Reads   issue_credit, subscription, issue, term, charge
-- Writes  nothing
-- Again   safe
SELECT subscription.number, issue.published_on, issue_credit.amount, credited.amount AS charged
FROM issue_credit
JOIN subscription ON subscription.id = issue_credit.subscription_id
JOIN issue ON issue.id = issue_credit.issue_id
LEFT JOIN term ON term.id = issue_credit.term_id AND term.subscription_id = issue_credit.subscription_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(charge.amount), 0) AS amount
    FROM charge
    WHERE charge.source_kind = 'issue_credit' AND charge.source_id = issue_credit.id
) AS credited
WHERE credited.amount <> -issue_credit.amount OR term.id IS NULL
ORDER BY subscription.number
LIMIT 100
