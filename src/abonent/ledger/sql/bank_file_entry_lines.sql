-- The lines of a bank file's entries: money in and money out, each on the account of the bank and against unknown bank lines.
-- Reads   bank_statement, bank_line, bank_account, journal_entry, account_mapping
-- Writes  nothing: it is handed over to post_lines
-- Again   safe
WITH moved AS (
    SELECT journal_entry.id AS entry_id, bank_account.entity_id, bank_account.id AS bank_account_id, bank_line.currency,
           sum(bank_line.amount) AS amount
    FROM bank_statement
    JOIN bank_account ON bank_account.id = bank_statement.bank_account_id
    JOIN bank_line ON bank_line.statement_id = bank_statement.id
    JOIN journal_entry
      ON journal_entry.kind = 'bank' AND journal_entry.source_id = bank_statement.id AND journal_entry.posted_on = bank_line.booked_on
    WHERE bank_statement.bank_file_id = %(bank_file)s::bigint
    GROUP BY journal_entry.id, bank_account.entity_id, bank_account.id, bank_line.currency, bank_line.amount > 0
), side AS (
    SELECT moved.*, purpose.name AS purpose, purpose.sign
    FROM moved
    CROSS JOIN (VALUES ('bank', 1), ('unknown', -1)) AS purpose (name, sign)
    WHERE moved.amount <> 0
)
SELECT side.entry_id, row_number() OVER (PARTITION BY side.entry_id ORDER BY side.amount DESC, side.sign DESC)::smallint AS ordinal,
       mapped.account_id, NULL::bigint AS customer_id, NULL::bigint AS unit_id, NULL::bigint AS product_id, '' AS tax_category, side.currency,
       side.sign * side.amount AS document_amount, side.sign * side.amount AS amount
FROM side
CROSS JOIN LATERAL (
    SELECT account_mapping.account_id
    FROM account_mapping
    WHERE account_mapping.entity_id = side.entity_id
      AND account_mapping.purpose = side.purpose
      AND (account_mapping.bank_account_id IS NULL OR account_mapping.bank_account_id = side.bank_account_id)
    ORDER BY account_mapping.bank_account_id NULLS LAST
    LIMIT 1
) AS mapped
