-- Batches that are not what left with them: other sums than the journal has, another file than the sums, entries of another company,
-- vouchers that do not run from the first to the latest.
-- Reads   accounting_export, accounting_file, exported_entry, exported_sum, journal_entry, journal_line
-- Writes  nothing
-- Again   safe
WITH gone AS (
    SELECT exported_entry.export_id, count(*) AS entries, count(DISTINCT exported_entry.voucher) AS vouchers,
           min(exported_entry.voucher) AS first_voucher, max(exported_entry.voucher) AS latest_voucher,
           count(*) FILTER (WHERE journal_entry.entity_id IS DISTINCT FROM accounting_export.entity_id) AS strange
    FROM exported_entry
    LEFT JOIN journal_entry ON journal_entry.id = exported_entry.entry_id
    LEFT JOIN accounting_export ON accounting_export.id = exported_entry.export_id
    GROUP BY exported_entry.export_id
), posted AS (
    SELECT exported_entry.export_id, journal_line.account_id, coalesce(journal_line.unit_id, 0) AS unit_id,
           coalesce(sum(journal_line.amount) FILTER (WHERE journal_line.amount > 0), 0) AS debit,
           coalesce(-sum(journal_line.amount) FILTER (WHERE journal_line.amount < 0), 0) AS credit
    FROM exported_entry
    JOIN journal_line ON journal_line.entry_id = exported_entry.entry_id
    GROUP BY exported_entry.export_id, journal_line.account_id, coalesce(journal_line.unit_id, 0)
), told AS (
    SELECT exported_sum.export_id, exported_sum.account_id, coalesce(exported_sum.unit_id, 0) AS unit_id, exported_sum.debit,
           exported_sum.credit
    FROM exported_sum
    JOIN accounting_export ON accounting_export.id = exported_sum.export_id AND accounting_export.withdrawn_at IS NULL
), differing AS (
    SELECT coalesce(posted.export_id, told.export_id) AS export_id, count(*) AS accounts
    FROM posted
    FULL JOIN told ON told.export_id = posted.export_id AND told.account_id = posted.account_id AND told.unit_id = posted.unit_id
    WHERE posted.debit IS DISTINCT FROM told.debit OR posted.credit IS DISTINCT FROM told.credit
    GROUP BY coalesce(posted.export_id, told.export_id)
), summed AS (
    SELECT told.export_id, sum(told.debit) AS debit, sum(told.credit) AS credit
    FROM told
    GROUP BY told.export_id
)
SELECT coalesce(accounting_export.id, gone.export_id) AS export_id, coalesce(accounting_export.number, 0) AS number,
       coalesce(gone.entries, 0) AS entries, coalesce(differing.accounts, 0) AS accounts, coalesce(summed.debit, 0) AS debit,
       coalesce(accounting_file.debit, summed.debit, 0) AS file_debit
FROM accounting_export
FULL JOIN gone ON gone.export_id = accounting_export.id
LEFT JOIN differing ON differing.export_id = coalesce(accounting_export.id, gone.export_id)
LEFT JOIN summed ON summed.export_id = accounting_export.id
LEFT JOIN accounting_file ON accounting_file.export_id = accounting_export.id
WHERE accounting_export.id IS NULL
   OR (accounting_export.withdrawn_at IS NOT NULL AND gone.entries > 0)
   OR (
       accounting_export.withdrawn_at IS NULL
       AND (
           differing.accounts > 0
           OR gone.strange > 0
           OR gone.entries IS DISTINCT FROM accounting_export.entries
           OR (gone.first_voucher, gone.latest_voucher) IS DISTINCT FROM (accounting_export.first_voucher, accounting_export.latest_voucher)
           OR gone.vouchers <> accounting_export.latest_voucher - accounting_export.first_voucher + 1
           OR (summed.debit, summed.credit) IS DISTINCT FROM (accounting_export.amount, accounting_export.amount)
           OR accounting_file.vouchers <> gone.vouchers
           OR (accounting_file.export_id IS NOT NULL AND (accounting_file.debit, accounting_file.credit) <> (summed.debit, summed.credit))
       )
   )
ORDER BY 1
LIMIT 100
