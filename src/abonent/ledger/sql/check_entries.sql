-- Journal entries whose lines do not sum to zero, that have no lines, or lines that have no entry.
-- Reads   journal_entry, journal_line
-- Writes  nothing
-- Again   safe
WITH per_currency AS (
    SELECT journal_line.entry_id, journal_line.currency, count(*) AS lines, sum(journal_line.document_amount) AS document_amount,
           sum(journal_line.amount) AS amount
    FROM journal_line
    GROUP BY journal_line.entry_id, journal_line.currency
), crooked AS (
    SELECT per_currency.entry_id
    FROM per_currency
    GROUP BY per_currency.entry_id
    HAVING bool_or(per_currency.document_amount <> 0) OR sum(per_currency.amount) <> 0
)
SELECT coalesce(journal_entry.id, per_currency.entry_id) AS entry_id, coalesce(per_currency.currency, '-') AS currency,
       coalesce(per_currency.lines, 0) AS lines, coalesce(per_currency.document_amount, 0) AS document_amount,
       coalesce(per_currency.amount, 0) AS amount
FROM journal_entry
FULL JOIN per_currency ON per_currency.entry_id = journal_entry.id
WHERE journal_entry.id IS NULL
   OR per_currency.entry_id IS NULL
   OR per_currency.entry_id IN (SELECT crooked.entry_id FROM crooked)
ORDER BY 1
LIMIT 100
