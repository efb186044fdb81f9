-- What a stored bank file held, by its own totals, and how much of it was new.
-- Reads   bank_statement, bank_line
-- Writes  nothing
-- Again   safe
SELECT count(*) AS statements, coalesce(sum(bank_statement.entries), 0) AS entries, coalesce(sum(bank_statement.credit), 0) AS credit,
       coalesce(sum(bank_statement.debit), 0) AS debit, coalesce(sum(bank_statement.known_lines), 0) AS known_lines,
       (
           SELECT count(*)
           FROM bank_line
           WHERE bank_line.statement_id IN (
               SELECT of_the_file.id FROM bank_statement AS of_the_file WHERE of_the_file.bank_file_id = %(bank_file)s::bigint
           )
       ) AS new_lines
FROM bank_statement
WHERE bank_statement.bank_file_id = %(bank_file)s::bigint
