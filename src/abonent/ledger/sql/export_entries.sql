-- Let the entries of a plan leave with a batch, in vouchers that are numbered on: one for each entry, or for each day and kind. What
-- another batch took meanwhile stays there.
-- Reads   planned_export_entry, journal_entry
-- Writes  exported_entry, one row per entry
-- Again   safe: an entry that left does not leave again
WITH leaving AS (
    SELECT journal_entry.id AS entry_id,
           dense_rank() OVER (
               ORDER BY journal_entry.posted_on, CASE WHEN %(by_day)s::boolean THEN journal_entry.kind ELSE '' END,
                        CASE WHEN %(by_day)s::boolean THEN 0 ELSE journal_entry.id END
           ) AS place
    FROM planned_export_entry
    JOIN journal_entry ON journal_entry.id = planned_export_entry.entry_id
    WHERE planned_export_entry.run_id = %(run)s::bigint
      AND NOT EXISTS (SELECT FROM exported_entry WHERE exported_entry.entry_id = planned_export_entry.entry_id)
)
INSERT INTO exported_entry (entry_id, export_id, voucher)
SELECT leaving.entry_id, %(export)s::bigint, %(first_voucher)s::bigint - 1 + leaving.place
FROM leaving
