-- Decide that sums in the unknown queue are settled by their single payments, where a file has just brought those: one sum per group
-- of payments of the same account, day and sum. Within one file a sum and a group are two movements.
-- Reads   bank_statement, bank_line, unknown_bank_line
-- Writes  bank_line_decision, one row per sum
-- Again   safe: a sum that is decided is not in the queue
WITH brought AS (
    SELECT bank_line.bank_account_id, bank_line.booked_on, bank_line.batch_amount, round(sum(bank_line.amount) / nullif(bank_line.batch_amount, 0)) AS groups
    FROM bank_line
    JOIN bank_statement ON bank_statement.id = bank_line.statement_id
    WHERE bank_statement.bank_file_id = %(bank_file)s::bigint
      AND bank_line.batch_amount IS NOT NULL
    GROUP BY bank_line.bank_account_id, bank_line.booked_on, bank_line.batch_amount
), waiting_sum AS (
    SELECT bank_line.id, brought.groups,
           row_number() OVER (PARTITION BY bank_line.bank_account_id, bank_line.booked_on, bank_line.amount ORDER BY bank_line.id) AS place
    FROM brought
    JOIN bank_line
      ON bank_line.bank_account_id = brought.bank_account_id
     AND bank_line.booked_on = brought.booked_on
     AND bank_line.amount = brought.batch_amount
     AND bank_line.is_batch_sum
    JOIN unknown_bank_line ON unknown_bank_line.bank_line_id = bank_line.id
    JOIN bank_statement ON bank_statement.id = bank_line.statement_id AND bank_statement.bank_file_id <> %(bank_file)s::bigint
)
INSERT INTO bank_line_decision (bank_line_id, kind)
SELECT waiting_sum.id, 'itemised'
FROM waiting_sum
WHERE waiting_sum.place <= waiting_sum.groups
ON CONFLICT DO NOTHING
