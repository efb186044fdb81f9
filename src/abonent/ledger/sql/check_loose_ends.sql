-- Rows of the ledger that name a row which does not exist: what foreign keys would refuse, on the tables that have none.
-- Reads   allocation, receivable, payment, bank_line, bank_statement, journal_line, account, customer
-- Writes  nothing
-- Again   safe
WITH loose AS (
    SELECT 'allocation' AS table_name, allocation.id, 'receivable ' || allocation.receivable_id AS missing
    FROM allocation
    WHERE allocation.receivable_id IS NOT NULL AND NOT EXISTS (SELECT FROM receivable WHERE receivable.id = allocation.receivable_id)
    UNION ALL
    SELECT 'allocation', allocation.id, 'payment ' || allocation.payment_id
    FROM allocation
    WHERE allocation.payment_id IS NOT NULL AND NOT EXISTS (SELECT FROM payment WHERE payment.id = allocation.payment_id)
    UNION ALL
    SELECT 'payment', payment.id, 'customer ' || payment.customer_id
    FROM payment
    WHERE NOT EXISTS (SELECT FROM customer WHERE customer.id = payment.customer_id)
    UNION ALL
    SELECT 'payment', payment.id, 'bank line ' || payment.bank_line_id
    FROM payment
    WHERE payment.bank_line_id IS NOT NULL AND NOT EXISTS (SELECT FROM bank_line WHERE bank_line.id = payment.bank_line_id)
    UNION ALL
    SELECT 'receivable', receivable.id, 'customer ' || receivable.customer_id
    FROM receivable
    WHERE NOT EXISTS (SELECT FROM customer WHERE customer.id = receivable.customer_id)
    UNION ALL
    SELECT 'bank line', bank_line.id, 'statement ' || bank_line.statement_id
    FROM bank_line
    WHERE NOT EXISTS (SELECT FROM bank_statement WHERE bank_statement.id = bank_line.statement_id)
    UNION ALL
    SELECT 'journal line of entry', journal_line.entry_id, 'account ' || journal_line.account_id
    FROM journal_line
    WHERE NOT EXISTS (SELECT FROM account WHERE account.id = journal_line.account_id)
)
SELECT loose.table_name, loose.id, loose.missing
FROM loose
ORDER BY loose.table_name, loose.id
LIMIT 100
