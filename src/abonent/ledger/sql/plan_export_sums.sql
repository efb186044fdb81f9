-- Sum by account and unit what a run would export.
-- Reads   planned_export_entry, journal_line, account
-- Writes  planned_export_sum
-- Again   safe: a run that has sums gets no others
INSERT INTO planned_export_sum (run_id, ordinal, account_id, unit_id, lines, debit, credit)
SELECT
    %(run)s::bigint, row_number() OVER (ORDER BY account.code, account.id, journal_line.unit_id NULLS FIRST), account.id,
    journal_line.unit_id, count(*), coalesce(sum(journal_line.amount) FILTER (WHERE journal_line.amount > 0), 0),
    coalesce(-sum(journal_line.amount) FILTER (WHERE journal_line.amount < 0), 0)
FROM planned_export_entry
JOIN journal_line ON journal_line.entry_id = planned_export_entry.entry_id
JOIN account ON account.id = journal_line.account_id
WHERE planned_export_entry.run_id = %(run)s::bigint
  AND NOT EXISTS (SELECT FROM planned_export_sum WHERE planned_export_sum.run_id = %(run)s::bigint)
GROUP BY account.id, account.code, journal_line.unit_id
