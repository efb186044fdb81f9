-- The lines of a batch whose vouchers are entries, voucher by voucher.
-- Reads   exported_entry, journal_entry, journal_line, account, unit, product
-- Writes  nothing
-- Again   safe
SELECT exported_entry.voucher, journal_entry.posted_on, journal_entry.kind, journal_entry.id AS entry_id, journal_entry.text,
       1 AS entries, account.code AS account, unit.code AS unit, product.code AS product,
       journal_line.tax_category, journal_line.amount
FROM exported_entry
JOIN journal_entry ON journal_entry.id = exported_entry.entry_id
JOIN journal_line ON journal_line.entry_id = journal_entry.id
JOIN account ON account.id = journal_line.account_id
LEFT JOIN unit ON unit.id = journal_line.unit_id
LEFT JOIN product ON product.id = journal_line.product_id
WHERE exported_entry.export_id = %(export)s::bigint
ORDER BY exported_entry.voucher, journal_line.ordinal
