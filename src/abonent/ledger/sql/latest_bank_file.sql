-- The bank file that came last, of the accounts of the viewer's companies: whose account, how much, how many of its lines still wait.
-- Reads   bank_statement, bank_account, bank_file, bank_line, unknown_bank_line, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH visible AS (
    SELECT bank_statement.id, bank_statement.bank_file_id, bank_statement.created_on, bank_statement.currency, bank_statement.credit,
           bank_account.name AS account
    FROM bank_statement
    JOIN bank_account ON bank_account.id = bank_statement.bank_account_id
    WHERE bank_account.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
), latest AS (
    SELECT visible.*
    FROM visible
    WHERE visible.bank_file_id = (SELECT max(visible.bank_file_id) FROM visible)
)
SELECT bank_file.id, bank_file.format, bank_file.imported_at, string_agg(DISTINCT latest.account, ', ') AS accounts,
       max(latest.created_on) AS created_on, min(latest.currency) AS currency, sum(latest.credit) AS credit,
       sum(counted.lines) AS lines, sum(counted.left_lines) AS left_lines
FROM latest
JOIN bank_file ON bank_file.id = latest.bank_file_id
CROSS JOIN LATERAL (
    SELECT count(*) AS lines, count(unknown_bank_line.bank_line_id) AS left_lines
    FROM bank_line
    LEFT JOIN unknown_bank_line ON unknown_bank_line.bank_line_id = bank_line.id
    WHERE bank_line.statement_id = latest.id
) AS counted
GROUP BY bank_file.id, bank_file.format, bank_file.imported_at
