-- Post a statement for each carrier whom the plan of a run pays something, or takes something from.
-- Reads   pay_plan
-- Writes  pay_statement, one row per run and carrier
-- Again   safe: a carrier has one statement of a run
INSERT INTO pay_statement (run_id, carrier_id, number, month, currency, amount, posted_by_id)
SELECT
    %(run)s::bigint, planned.carrier_id,
    1 + coalesce((SELECT max(former.number) FROM pay_statement AS former WHERE former.carrier_id = planned.carrier_id), 0),
    %(month)s::date, %(currency)s::text, planned.amount, %(posted_by)s::bigint
FROM (
    SELECT pay_plan.carrier_id, sum(pay_plan.amount) AS amount
    FROM pay_plan
    WHERE pay_plan.run_id = %(run)s::bigint
    GROUP BY pay_plan.carrier_id
) AS planned
ON CONFLICT (run_id, carrier_id) DO NOTHING
