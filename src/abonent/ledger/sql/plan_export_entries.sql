-- Plan which entries of a company leave for its accounting program: what was posted before the day of the run and has not left yet.
-- Reads   journal_entry, exported_entry
-- Writes  planned_export_entry
-- Again   safe: a run that has a plan gets no other
INSERT INTO planned_export_entry (run_id, ordinal, entry_id)
SELECT %(run)s::bigint, row_number() OVER (ORDER BY journal_entry.posted_on, journal_entry.id), journal_entry.id
FROM journal_entry
WHERE journal_entry.entity_id = %(entity)s::bigint
  AND journal_entry.posted_on < %(as_of)s::date
  AND NOT EXISTS (SELECT FROM exported_entry WHERE exported_entry.entry_id = journal_entry.id)
  AND NOT EXISTS (SELECT FROM planned_export_entry WHERE planned_export_entry.run_id = %(run)s::bigint)
