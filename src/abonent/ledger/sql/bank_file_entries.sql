-- The journal entries of a bank file: one per statement and booking day, bank against the unknown queue.
-- Reads   bank_statement, bank_line, bank_account, journal_entry, a sequence
-- Writes  nothing: it is handed over to post_entries
-- Again   safe
SELECT nextval('journal_entry_id_seq') AS entry_id, booked.entity_id, booked.booked_on AS posted_on, 'bank' AS kind,
       booked.statement_id AS source_id, booked.text, NULL::bigint AS run_id
FROM (
    SELECT DISTINCT bank_account.entity_id, bank_statement.id AS statement_id, bank_line.booked_on,
           concat_ws(' ', bank_account.name, nullif(bank_statement.statement_id, '')) AS text
    FROM bank_statement
    JOIN bank_account ON bank_account.id = bank_statement.bank_account_id
    JOIN bank_line ON bank_line.statement_id = bank_statement.id
    WHERE bank_statement.bank_file_id = %(bank_file)s::bigint
      AND bank_line.amount <> 0
      AND NOT EXISTS (
          SELECT FROM journal_entry
          WHERE journal_entry.kind = 'bank' AND journal_entry.source_id = bank_statement.id AND journal_entry.posted_on = bank_line.booked_on
      )
) AS booked
