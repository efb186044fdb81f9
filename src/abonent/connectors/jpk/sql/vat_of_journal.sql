-- Output VAT that the journal of a company posted on some days: what stands on the accounts that VAT is posted to.
-- Reads   journal_entry, journal_line, account_mapping
-- Writes  nothing
-- Again   safe: a question
SELECT coalesce(-sum(journal_line.amount), 0) AS vat
FROM journal_entry
JOIN journal_line ON journal_line.entry_id = journal_entry.id
WHERE journal_entry.entity_id = %(entity)s::bigint
  AND journal_entry.posted_on BETWEEN %(first)s::date AND %(latest)s::date
  AND journal_line.account_id IN (
      SELECT account_mapping.account_id
      FROM account_mapping
      WHERE account_mapping.entity_id = %(entity)s::bigint AND account_mapping.purpose = 'vat'
  )
