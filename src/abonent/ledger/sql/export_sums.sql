-- Sum by account and unit what left with a batch.
-- Reads   exported_entry, journal_line, account
-- Writes  exported_sum
-- Again   safe: a batch that has sums gets no others
INSERT INTO exported_sum (export_id, ordinal, account_id, unit_id, lines, debit, credit)
SELECT
    %(export)s::bigint, row_number() OVER (ORDER BY account.code, account.id, journal_line.unit_id NULLS FIRST), account.id,
    journal_line.unit_id, count(*), coalesce(sum(journal_line.amount) FILTER (WHERE journal_line.amount > 0), 0),
    coalesce(-sum(journal_line.amount) FILTER (WHERE journal_line.amount < 0), 0)
FROM exported_entry
JOIN journal_line ON journal_line.entry_id = exported_entry.entry_id
JOIN account ON account.id = journal_line.account_id
WHERE exported_entry.export_id = %(export)s::bigint
  AND NOT EXISTS (SELECT FROM exported_sum WHERE exported_sum.export_id = %(export)s::bigint)
GROUP BY account.id, account.code, journal_line.unit_id
