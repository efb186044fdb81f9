-- The lines of a batch whose vouchers are days and kinds, voucher by voucher: debit and credit of an account stay apart.
-- Reads   exported_entry, journal_entry, journal_line, account, unit, product
-- Writes  nothing
-- Again   safe
SELECT exported_entry.voucher, min(journal_entry.posted_on) AS posted_on, min(journal_entry.kind) AS kind,
       min(journal_entry.id) AS entry_id, '' AS text, min(counted.entries) AS entries, account.code AS account, unit.code AS unit,
       product.code AS product, journal_line.tax_category, sum(journal_line.amount) AS amount
FROM exported_entry
JOIN (
    SELECT exported_entry.voucher, count(*) AS entries
    FROM exported_entry
    WHERE exported_entry.export_id = %(export)s::bigint
    GROUP BY exported_entry.voucher
) AS counted ON counted.voucher = exported_entry.voucher
JOIN journal_entry ON journal_entry.id = exported_entry.entry_id
JOIN journal_line ON journal_line.entry_id = journal_entry.id
JOIN account ON account.id = journal_line.account_id
LEFT JOIN unit ON unit.id = journal_line.unit_id
LEFT JOIN product ON product.id = journal_line.product_id
WHERE exported_entry.export_id = %(export)s::bigint
GROUP BY exported_entry.voucher, account.code, unit.code, product.code, journal_line.tax_category, journal_line.amount > 0
ORDER BY exported_entry.voucher, journal_line.amount > 0 DESC, account.code, unit.code NULLS FIRST,
         product.code NULLS FIRST, journal_line.tax_category
