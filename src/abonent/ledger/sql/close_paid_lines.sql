-- Take the bank lines of a plan's written payments out of the unknown queue, where the payments make up the whole line.
-- Reads   matching_plan, payment, bank_line
-- Writes  unknown_bank_line, one row deleted per line
-- Again   safe: a line leaves once
DELETE FROM unknown_bank_line
USING (
    SELECT matching_plan.bank_line_id, sum(payment.amount) AS amount
    FROM matching_plan
    JOIN payment ON payment.id = matching_plan.payment_id
    WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.ordinal BETWEEN %(first)s::integer AND %(latest)s::integer
    GROUP BY matching_plan.bank_line_id
) AS paid
JOIN bank_line ON bank_line.id = paid.bank_line_id AND bank_line.amount = paid.amount
WHERE unknown_bank_line.bank_line_id = paid.bank_line_id
