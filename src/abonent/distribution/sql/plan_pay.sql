-- Plan what carriers get between two days: what is due for rounds, copies and doors by the rates of each day, less what they are charged,
-- less what was paid of it before. What was paid and is not due any more is taken back.
-- Takes   handed_over (carrier_id bigint, route_id bigint, on_day date, of_id bigint, amount numeric)
-- Reads   frozen_list, issue, frozen_walk, route, pay_rate, pay_statement, pay_line, carrier
-- Writes  pay_plan
-- Again   safe: a run that has a plan gets no other
WITH walked AS (
    SELECT DISTINCT ON (frozen_list.issue_id, frozen_list.delivery_method, frozen_walk.route_id)
        issue.published_on AS on_day, frozen_walk.route_id, frozen_walk.carrier_id, frozen_walk.doors, frozen_walk.copies
    FROM issue
    JOIN frozen_list ON frozen_list.issue_id = issue.id AND frozen_list.withdrawn_at IS NULL
    JOIN frozen_walk ON frozen_walk.list_id = frozen_list.id
    JOIN route ON route.id = frozen_walk.route_id AND route.entity_id = %(entity)s::bigint
    WHERE issue.published_on >= %(first)s::date
      AND issue.published_on < %(until)s::date
    ORDER BY frozen_list.issue_id, frozen_list.delivery_method, frozen_walk.route_id, frozen_list.number DESC
), round_walked AS (
    -- One round a day, however many papers are brought on it.
    SELECT walked.carrier_id, walked.route_id, walked.on_day, sum(walked.doors) AS doors, sum(walked.copies) AS copies
    FROM walked
    WHERE walked.carrier_id IS NOT NULL
    GROUP BY walked.carrier_id, walked.route_id, walked.on_day
), due AS (
    SELECT
        round_walked.carrier_id, round_walked.route_id, round_walked.on_day, rated.basis, 0::bigint AS of_id,
        CASE rated.basis WHEN 'copy' THEN round_walked.copies WHEN 'door' THEN round_walked.doors ELSE 1 END AS quantity,
        rated.amount AS unit_amount
    FROM round_walked
    CROSS JOIN LATERAL (
        SELECT DISTINCT ON (pay_rate.basis) pay_rate.basis, pay_rate.amount
        FROM pay_rate
        WHERE pay_rate.entity_id = %(entity)s::bigint
          AND (pay_rate.route_id = round_walked.route_id OR pay_rate.route_id IS NULL)
          AND pay_rate.during @> round_walked.on_day
          AND pay_rate.weekdays & (1 << (extract(isodow FROM round_walked.on_day)::integer - 1)) <> 0
        ORDER BY pay_rate.basis, pay_rate.route_id NULLS LAST
    ) AS rated
    UNION ALL
    SELECT handed_over.carrier_id, handed_over.route_id, handed_over.on_day, 'charge', handed_over.of_id, 1, -handed_over.amount
    FROM handed_over
), paid AS (
    SELECT
        pay_line.carrier_id, pay_line.route_id, pay_line.on_day, pay_line.basis, pay_line.of_id, sum(pay_line.amount) AS amount,
        max(pay_line.turn) AS turn
    FROM pay_line
    JOIN carrier ON carrier.id = pay_line.carrier_id AND carrier.entity_id = %(entity)s::bigint
    WHERE pay_line.on_day >= %(first)s::date
      AND pay_line.on_day < %(until)s::date
    GROUP BY pay_line.carrier_id, pay_line.route_id, pay_line.on_day, pay_line.basis, pay_line.of_id
), left_to_pay AS (
    SELECT
        coalesce(due.carrier_id, paid.carrier_id) AS carrier_id, coalesce(due.route_id, paid.route_id) AS route_id,
        coalesce(due.on_day, paid.on_day) AS on_day, coalesce(due.basis, paid.basis) AS basis, coalesce(due.of_id, paid.of_id) AS of_id,
        coalesce(paid.turn, 0) + 1 AS turn, coalesce(due.quantity, 0) AS quantity, coalesce(due.unit_amount, 0) AS unit_amount,
        round(coalesce(due.quantity * due.unit_amount, 0), %(exponent)s::integer) AS due_amount, coalesce(paid.amount, 0) AS paid_amount
    FROM due
    FULL JOIN paid
      ON paid.carrier_id = due.carrier_id
     AND coalesce(paid.route_id, 0) = coalesce(due.route_id, 0)
     AND paid.on_day = due.on_day
     AND paid.basis = due.basis
     AND paid.of_id = due.of_id
)
INSERT INTO pay_plan (run_id, ordinal, carrier_id, route_id, on_day, basis, of_id, turn, quantity, unit_amount, due_amount, amount)
SELECT
    %(run)s::bigint,
    row_number() OVER (
        ORDER BY left_to_pay.carrier_id, left_to_pay.on_day, left_to_pay.route_id, left_to_pay.basis, left_to_pay.of_id
    ),
    left_to_pay.carrier_id, left_to_pay.route_id, left_to_pay.on_day, left_to_pay.basis, left_to_pay.of_id, left_to_pay.turn,
    left_to_pay.quantity, left_to_pay.unit_amount, left_to_pay.due_amount, left_to_pay.due_amount - left_to_pay.paid_amount
FROM left_to_pay
WHERE left_to_pay.due_amount <> left_to_pay.paid_amount
  AND NOT EXISTS (SELECT FROM pay_plan WHERE pay_plan.run_id = %(run)s::bigint)
