-- Prepaid accounts that do not hold what the latest release of their entity left on them and what was posted since.
-- Reads   revenue_release, revenue_release_line, released_entry, journal_entry, journal_line, account
-- Writes  nothing
-- Again   safe
WITH latest AS (
    SELECT DISTINCT ON (revenue_release.entity_id) revenue_release.id, revenue_release.entity_id, revenue_release.run_id,
           revenue_release.until
    FROM revenue_release
    ORDER BY revenue_release.entity_id, revenue_release.id DESC
), prepaid AS (
    SELECT latest.id AS release_id, latest.run_id, latest.until, revenue_release_line.prepaid_account_id AS account_id,
           coalesce(sum(revenue_release_line.closing) FILTER (
               WHERE revenue_release_line.release_id = latest.id AND revenue_release_line.released_on = latest.until
           ), 0) AS left_there
    FROM latest
    JOIN revenue_release ON revenue_release.entity_id = latest.entity_id
    JOIN revenue_release_line ON revenue_release_line.release_id = revenue_release.id
    WHERE revenue_release_line.prepaid_account_id IS NOT NULL
    GROUP BY latest.id, latest.run_id, latest.until, revenue_release_line.prepaid_account_id
), held AS (
    SELECT prepaid.release_id, prepaid.account_id, -sum(journal_line.amount) AS balance,
           coalesce(-sum(journal_line.amount) FILTER (
               WHERE journal_entry.kind <> 'release' AND released_entry.entry_id IS NULL
           ), 0) AS posted_since
    FROM prepaid
    JOIN journal_line ON journal_line.account_id = prepaid.account_id
    LEFT JOIN journal_entry ON journal_entry.id = journal_line.entry_id
    LEFT JOIN released_entry ON released_entry.entry_id = journal_line.entry_id
    GROUP BY prepaid.release_id, prepaid.account_id
)
SELECT prepaid.run_id, account.code AS account, prepaid.until, coalesce(held.balance, 0) AS balance, prepaid.left_there,
       coalesce(held.posted_since, 0) AS posted_since
FROM prepaid
JOIN account ON account.id = prepaid.account_id
LEFT JOIN held ON held.release_id = prepaid.release_id AND held.account_id = prepaid.account_id
WHERE coalesce(held.balance, 0) <> prepaid.left_there + coalesce(held.posted_since, 0)
ORDER BY prepaid.run_id, account.code
LIMIT 100
