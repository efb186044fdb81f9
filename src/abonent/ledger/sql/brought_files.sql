-- What the files of a batch held, as far as they are about the viewer's companies: entries as the bank counts them, sums, lines that wait.
-- Reads   bank_upload, bank_statement, bank_account, bank_line, unknown_bank_line, staff_entity
-- Writes  nothing
-- Again   safe: a question
SELECT bank_upload.id AS upload_id, min(bank_statement.currency) AS currency, sum(bank_statement.entries) AS entries,
       sum(bank_statement.credit) AS credit, sum(bank_statement.debit) AS debit, sum(waiting.lines) AS left_lines
FROM bank_upload
JOIN bank_statement ON bank_statement.bank_file_id = bank_upload.bank_file_id
JOIN bank_account ON bank_account.id = bank_statement.bank_account_id
CROSS JOIN LATERAL (
    SELECT count(*) AS lines
    FROM unknown_bank_line
    JOIN bank_line ON bank_line.id = unknown_bank_line.bank_line_id
    WHERE bank_line.statement_id = bank_statement.id
) AS waiting
WHERE bank_upload.batch = %(batch)s::uuid
  AND bank_account.entity_id IN (SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint)
GROUP BY bank_upload.id
