-- Say on each statement of a file how many of its staged lines were stored before, and their sum.
-- Reads   staging_bank_line, bank_line
-- Writes  bank_statement.known_lines and known_amount, one row per statement of the file
-- Again   rewrites the same figures
WITH staged AS (
    SELECT staging_bank_line.statement_ordinal, count(*) AS lines, sum(staging_bank_line.amount) AS amount
    FROM staging_bank_line
    WHERE staging_bank_line.upload_id = %(upload)s::uuid
    GROUP BY staging_bank_line.statement_ordinal
), stored AS (
    SELECT bank_line.statement_id, count(*) AS lines, sum(bank_line.amount) AS amount
    FROM bank_line
    WHERE bank_line.statement_id IN (SELECT bank_statement.id FROM bank_statement WHERE bank_statement.bank_file_id = %(bank_file)s::bigint)
    GROUP BY bank_line.statement_id
), known AS (
    SELECT bank_statement.id, staged.lines - coalesce(stored.lines, 0) AS lines, staged.amount - coalesce(stored.amount, 0) AS amount
    FROM bank_statement
    JOIN staged ON staged.statement_ordinal = bank_statement.ordinal
    LEFT JOIN stored ON stored.statement_id = bank_statement.id
    WHERE bank_statement.bank_file_id = %(bank_file)s::bigint
)
UPDATE bank_statement
SET known_lines = known.lines, known_amount = known.amount
FROM known
WHERE known.id = bank_statement.id
