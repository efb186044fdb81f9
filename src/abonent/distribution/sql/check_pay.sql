-- What a carrier was paid twice or wrongly for: all turns together are not what the latest of them says is due, or a turn is missing; and
-- statements that are not the sum of their lines.
-- Reads   pay_statement, pay_line, carrier
-- Writes  nothing
-- Again   safe: a question
WITH thing AS (
    SELECT
        pay_line.carrier_id, max(pay_line.statement_id) AS statement_id, pay_line.on_day::text AS what, sum(pay_line.amount) AS paid,
        (array_agg(pay_line.due_amount ORDER BY pay_line.turn DESC))[1] AS due, count(*) <> max(pay_line.turn) AS lacks_a_turn
    FROM pay_line
    GROUP BY pay_line.carrier_id, pay_line.route_id, pay_line.on_day, pay_line.basis, pay_line.of_id
), summed AS (
    SELECT
        pay_statement.carrier_id, pay_statement.id AS statement_id, pay_statement.month::text AS what, pay_statement.amount AS paid,
        coalesce(sum(pay_line.amount), 0) AS due
    FROM pay_statement
    LEFT JOIN pay_line ON pay_line.statement_id = pay_statement.id
    GROUP BY pay_statement.id
), wrong AS (
    SELECT thing.carrier_id, thing.statement_id, thing.what, thing.paid, thing.due
    FROM thing
    WHERE thing.paid <> thing.due OR thing.lacks_a_turn
    UNION ALL
    SELECT summed.carrier_id, summed.statement_id, summed.what, summed.paid, summed.due
    FROM summed
    WHERE summed.paid <> summed.due
)
SELECT wrong.statement_id, carrier.name, wrong.what, wrong.paid, wrong.due
FROM wrong
JOIN carrier ON carrier.id = wrong.carrier_id
ORDER BY wrong.statement_id, wrong.what
LIMIT 100
