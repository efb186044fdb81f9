-- Statements whose lines, with those that were there before, do not make the sum that the bank gave.
-- Reads   bank_statement, bank_line
-- Writes  nothing
-- Again   safe
WITH stored AS (
    SELECT bank_line.statement_id, sum(bank_line.amount) AS amount
    FROM bank_line
    GROUP BY bank_line.statement_id
)
SELECT bank_statement.id AS bank_statement_id, bank_statement.statement_id, bank_statement.credit - bank_statement.debit AS stated,
       coalesce(stored.amount, 0) AS stored, bank_statement.known_amount AS known
FROM bank_statement
LEFT JOIN stored ON stored.statement_id = bank_statement.id
WHERE bank_statement.credit - bank_statement.debit <> coalesce(stored.amount, 0) + bank_statement.known_amount
ORDER BY bank_statement.id
LIMIT 100
